print("offprint")
