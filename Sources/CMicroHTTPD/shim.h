#pragma once
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

// Swift cannot call functions with `...`, so the two of libmicrohttpd's that are needed have a fixed form here.

// A server for this machine alone: bound to 127.0.0.1, a thread for each connection. Port 0 takes a free one. NULL and errno
// where it cannot be had.
static inline struct MHD_Daemon *offprint_http_start(
    uint16_t port, MHD_AccessHandlerCallback answer, void *context, unsigned connections, unsigned idle_seconds) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return MHD_start_daemon(
      MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, port, NULL, NULL, answer, context,
      MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT, connections,
      MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, MHD_OPTION_END);
}

// The port that the server listens on; 0 where it does not say.
static inline uint16_t offprint_http_port(struct MHD_Daemon *daemon) {
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info ? info->port : 0;
}
