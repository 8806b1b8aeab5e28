package io.tapline.standalone.running;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the services of a running Tapline are: all in one process, or each in its own. */
enum Layout {
  ONE_PROCESS {
    @Override
    List<String> options() {
      return List.of();
    }

    @Override
    int console(int http) {
      return http;
    }

    @Override
    String server(int grpc) {
      return address(grpc);
    }

    @Override
    Map<String, ManagedChannel> connectEach(int grpc) {
      return Map.of("all", channel(address(grpc)));
    }

    @Override
    ManagedChannel connect(int grpc) {
      return channel(address(grpc));
    }
  },

  SEPARATE {
    @Override
    List<String> options() {
      return List.of("--separate");
    }

    @Override
    int console(int http) {
      return http + 1 + SERVICES.indexOf("report");
    }

    @Override
    String server(int grpc) {
      return addresses(grpc).entrySet().stream()
          .map(each -> each.getKey() + "=" + each.getValue())
          .collect(Collectors.joining(","));
    }

    @Override
    Map<String, ManagedChannel> connectEach(int grpc) {
      Map<String, ManagedChannel> channels = new LinkedHashMap<>();
      addresses(grpc).forEach((service, address) -> channels.put(service, channel(address)));
      return channels;
    }

    @Override
    ManagedChannel connect(int grpc) {
      return new SiteChannel(connectEach(grpc));
    }
  };

  /** In the order of their ports, which follow the one that is named. */
  private static final List<String> SERVICES =
      List.of("capture", "flowlog", "report", "eventstore");

  /** As the run of the tests has it: {@code -Dtapline.separate=true} tests four processes. */
  static Layout ofThisRun() {
    return Boolean.getBoolean("tapline.separate") ? SEPARATE : ONE_PROCESS;
  }

  /** What {@code tapline up} is told. */
  abstract List<String> options();

  /** Port of the console. */
  abstract int console(int http);

  /** As the command's option has it. */
  abstract String server(int grpc);

  abstract ManagedChannel connect(int grpc);

  /** A channel to each process, by what is in it. */
  abstract Map<String, ManagedChannel> connectEach(int grpc);

  /** A port that is free, as are those of the services behind it. */
  static int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = bind(0)) {
        if (areFree(socket.getLocalPort() + 1)) {
          return socket.getLocalPort();
        }
      }
    }
  }

  private static boolean areFree(int first) {
    for (int port = first; port < first + SERVICES.size(); port++) {
      try {
        bind(port).close();
      } catch (IOException | IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private static Map<String, String> addresses(int grpc) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String service : SERVICES) {
      addresses.put(service, address(grpc + 1 + SERVICES.indexOf(service)));
    }
    return addresses;
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  private static ManagedChannel channel(String address) {
    return NettyChannelBuilder.forTarget("dns:///" + address)
        .usePlaintext()
        .maxInboundMessageSize(8 << 20)
        .build();
  }
}
