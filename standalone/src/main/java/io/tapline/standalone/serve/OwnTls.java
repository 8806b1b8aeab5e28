package io.tapline.standalone.serve;

import io.grpc.netty.NettyChannelBuilder;
import io.tapline.rpc.grpc.GrpcTls;
import io.tapline.rpc.tls.Credentials;
import io.tapline.rpc.tls.TlsFiles;
import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;

/**
 * The calls of this process to itself: by TLS where its port speaks nothing else, and to nobody who
 * has not its own key. The names in the certificate do not matter, since it connects to an address.
 */
final class OwnTls {
  private OwnTls() {}

  /** Refuses files that cannot be used, before anything starts. */
  static void check(ServeOptions options) {
    options.tls().ifPresent(OwnTls::credentials);
  }

  /** Has a channel to this process speak as its server does. */
  static void apply(ServeOptions options, NettyChannelBuilder channel) {
    options
        .tls()
        .ifPresentOrElse(
            files -> channel.sslContext(GrpcTls.toItself(credentials(files))),
            channel::usePlaintext);
  }

  private static Credentials credentials(TlsFiles files) {
    try {
      return Credentials.ofProcess(files);
    } catch (IOException e) {
      throw new StandaloneException(
          Reason.TLS_UNUSABLE, "TLS cannot be used: " + e.getMessage() + ".", e);
    }
  }
}
