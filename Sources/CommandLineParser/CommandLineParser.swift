// CommandLineParser
