package io.tapline.cli.connect;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --server}, and the one channel that a command asks it for. */
public final class ServerOption implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 8 << 20;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:TAPLINE_SERVER:-localhost:9000}",
      description = "Where Tapline listens for gRPC (default ${DEFAULT-VALUE}).")
  String server;

  private @Nullable ManagedChannel channel;
  private @Nullable EventLoopGroup loop;

  public String address() {
    return server;
  }

  /** The channel; connects at the first call, and is closed when the command has ended. */
  public ManagedChannel connect() {
    if (channel == null) {
      channel = open();
    }
    return channel;
  }

  /**
   * Ends the loop's thread too: a JVM that exits waits 0.3 s for a thread that is in native code.
   */
  @Override
  public void close() {
    if (channel != null) {
      channel.shutdownNow();
      channel = null;
    }
    if (loop != null) {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      loop = null;
    }
  }

  private ManagedChannel open() {
    checkAddress();
    loop = new NioEventLoopGroup(1, new DefaultThreadFactory("tapline-connection", true));
    return NettyChannelBuilder.forTarget("dns:///" + server)
        .eventLoopGroup(loop)
        .channelType(NioSocketChannel.class)
        .usePlaintext()
        .defaultServiceConfig(RepeatedCalls.SERVICE_CONFIG)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .userAgent("tapline-cli")
        .build();
  }

  private void checkAddress() {
    try {
      URI uri = new URI("tapline://" + server);
      if (uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 65535) {
        return;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new CliException(
        ExitCode.USAGE,
        "--server wants HOST:PORT, for example localhost:9000, not '"
            + Printable.of(server)
            + "'.");
  }
}
