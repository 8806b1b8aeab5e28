package io.tapline.cli.connect;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import picocli.CommandLine.Option;

/** The option {@code --server}. */
public final class ServerOption {
  private static final int MAX_MESSAGE_BYTES = 8 << 20;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:TAPLINE_SERVER:-localhost:9000}",
      description = "Where Tapline listens for gRPC (default ${DEFAULT-VALUE}).")
  String server;

  public String address() {
    return server;
  }

  /**
   * A channel; connects at the first call. The process ends with the command, so nobody closes it.
   */
  public ManagedChannel connect() {
    return NettyChannelBuilder.forTarget("dns:///" + server)
        .usePlaintext()
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .userAgent("tapline-cli")
        .build();
  }
}
