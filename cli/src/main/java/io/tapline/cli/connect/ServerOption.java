package io.tapline.cli.connect;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option {@code --server}, and the channel to all services that a command asks it for. */
public final class ServerOption implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 8 << 20;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:TAPLINE_SERVER:-localhost:9000}",
      description =
          "Where Tapline listens for gRPC (default ${DEFAULT-VALUE}), https://HOST:PORT for TLS; where its"
              + " services run apart,"
              + " capture=HOST:PORT,flowlog=HOST:PORT,report=HOST:PORT,eventstore=HOST:PORT.")
  String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Token to show, where the server asks for one (default: TAPLINE_TOKEN, else the file of"
              + " TAPLINE_TOKEN_FILE, else on this machine the owner's).")
  @Nullable Path tokenFile;

  @Mixin TlsOptions tls;

  private @Nullable ServiceChannels channels;
  private @Nullable EventLoopGroup loop;

  public String address() {
    return server;
  }

  /** What the option says. */
  public Servers servers() {
    return Servers.parse(server);
  }

  /** The channel; connects at the first call, and is closed when the command has ended. */
  public Channel connect() {
    if (channels == null) {
      channels = open();
    }
    return channels;
  }

  /**
   * Ends the loop's thread too: a JVM that exits waits 0.3 s for a thread that is in native code.
   */
  @Override
  public void close() {
    if (channels != null) {
      channels.shutdown();
      channels = null;
    }
    if (loop != null) {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      loop = null;
    }
  }

  private ServiceChannels open() {
    Servers servers = servers();
    EventLoopGroup connections =
        new NioEventLoopGroup(1, new DefaultThreadFactory("tapline-connection", true));
    loop = connections;
    return new ServiceChannels(servers, address -> open(address, connections));
  }

  private ManagedChannel open(String address, EventLoopGroup connections) {
    ServerAddress server = ServerAddress.parse(address).orElseThrow();
    NettyChannelBuilder builder = builder(server.text(), connections);
    if (server.byTls(tls.on())) {
      builder.sslContext(tls.context());
    } else {
      builder.usePlaintext();
    }
    return builder.intercept(interceptors(server.text())).build();
  }

  private List<ClientInterceptor> interceptors(String address) {
    Map<String, String> environment = System.getenv();
    return new CallerToken(environment, UserData.directory(environment))
        .of(tokenFile, address).stream().map(ServerOption::show).toList();
  }

  private static ClientInterceptor show(String token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private static NettyChannelBuilder builder(String address, EventLoopGroup connections) {
    return NettyChannelBuilder.forTarget("dns:///" + address)
        .eventLoopGroup(connections)
        .channelType(NioSocketChannel.class)
        .defaultServiceConfig(RepeatedCalls.SERVICE_CONFIG)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .userAgent("tapline-cli");
  }
}
