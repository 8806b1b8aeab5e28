package io.tapline.rpc.grpc;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tapline.rpc.tls.Credentials;
import javax.net.ssl.SSLException;

/** TLS of gRPC's server, and of the calls that a process makes to itself. TLS 1.2 and 1.3. */
public final class GrpcTls {
  private GrpcTls() {}

  /**
   * Has a server speak TLS and nothing else; where clients have to be certified, whoever is not has
   * no connection.
   */
  public static void secure(NettyServerBuilder server, Credentials credentials) {
    server.sslContext(
        built(
            SslContextBuilder.forServer(credentials.key())
                .trustManager(credentials.trust())
                .clientAuth(
                    credentials.clientsCertified() ? ClientAuth.REQUIRE : ClientAuth.NONE)));
  }

  /** For a channel to the server of the same process; any other is refused. */
  public static SslContext toItself(Credentials credentials) {
    return built(
        SslContextBuilder.forClient()
            .keyManager(credentials.key())
            .trustManager(credentials.trust()));
  }

  /** By the JDK's TLS, which is always there. */
  private static SslContext built(SslContextBuilder builder) {
    try {
      return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be set up.", e);
    }
  }
}
