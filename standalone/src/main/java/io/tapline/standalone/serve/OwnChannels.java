package io.tapline.standalone.serve;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.grpc.runtime.config.GrpcClientConfiguration;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.grpc.spi.GrpcBuilderProvider;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownContext;
import io.vertx.core.Vertx;
import io.vertx.grpc.VertxServerBuilder;
import java.util.List;
import java.util.Map;

/**
 * Makes the channels by which the services of this process call each other, where its port speaks
 * TLS. The settings of Quarkus' clients could name a CA, but the certificate may be of any CA, for
 * any name, and be renewed meanwhile. It makes no servers.
 */
public final class OwnChannels implements GrpcBuilderProvider<VertxServerBuilder> {
  @Override
  public boolean providesChannel(GrpcClientConfiguration client) {
    ServeOptions options = ReadyNotice.options();
    return options != null && options.tls().isPresent();
  }

  @Override
  public String resolver() {
    return GrpcClientConfiguration.DNS;
  }

  /** In a target of the resolver the authority comes first, and is empty. */
  @Override
  public String adjustHost(String host) {
    return "/" + host;
  }

  @Override
  public ManagedChannelBuilder<?> createChannelBuilder(
      GrpcClientConfiguration client, String target) {
    NettyChannelBuilder channel = NettyChannelBuilder.forTarget(target);
    ServeOptions options = ReadyNotice.options();
    if (options != null) {
      OwnTls.apply(options, channel);
    }
    return channel;
  }

  @Override
  public String channelInfo(GrpcClientConfiguration client) {
    return "of this process, by TLS";
  }

  @Override
  public boolean providesServer(GrpcServerConfiguration server) {
    return false;
  }

  @Override
  public ServerBuilder<VertxServerBuilder> createServerBuilder(
      Vertx vertx, GrpcServerConfiguration server, LaunchMode mode) {
    throw noServers();
  }

  @Override
  public void startServer(Server server) {
    throw noServers();
  }

  @Override
  public void postStartup(Server server, ShutdownContext shutdown) {
    throw noServers();
  }

  @Override
  public void devModeReload(
      List<ServerServiceDefinition> services,
      Map<String, ServerMethodDefinition<?, ?>> methods,
      List<ServerInterceptor> interceptors,
      ShutdownContext shutdown) {
    throw noServers();
  }

  @Override
  public boolean serverAlreadyExists() {
    throw noServers();
  }

  @Override
  public String serverInfo(String host, int port, GrpcServerConfiguration server) {
    throw noServers();
  }

  private static UnsupportedOperationException noServers() {
    return new UnsupportedOperationException("makes channels only");
  }
}
