package io.tapline.rpc.grpc;

import io.grpc.netty.NettyServerBuilder;
import io.tapline.rpc.tls.Credentials;
import io.tapline.rpc.tls.TlsConfig;
import io.tapline.rpc.tls.TlsFiles;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TLS of a service's gRPC server, as its settings say. */
public final class ServerTls {
  private final @Nullable Credentials credentials;
  private final Optional<String> problem;

  private ServerTls(@Nullable Credentials credentials, Optional<String> problem) {
    this.credentials = credentials;
    this.problem = problem;
  }

  /** Reads the files; what is wrong with them is a problem of the start. */
  public static ServerTls of(TlsConfig config) {
    try {
      Optional<TlsFiles> files = TlsFiles.of(config);
      return new ServerTls(
          files.isEmpty() ? null : Credentials.ofProcess(files.get()), Optional.empty());
    } catch (IOException | IllegalArgumentException e) {
      return new ServerTls(null, Optional.of("TLS cannot be used: " + e.getMessage() + "."));
    }
  }

  /**
   * Why the service may not start, in a sentence; empty where it may.
   *
   * @param http the certificate that HTTP has, by name
   */
  public Optional<String> problem(Optional<String> http) {
    return problem.isEmpty() && isOn() && http.isEmpty()
        ? Optional.of("HTTP would not speak TLS, though tapline.tls.server-cert is set.")
        : problem;
  }

  /** Whether the server speaks TLS. */
  public boolean isOn() {
    return credentials != null;
  }

  /**
   * Has the server speak TLS where that is configured.
   *
   * @throws IllegalStateException when it should, and cannot: it does not speak plain text instead
   */
  public void secure(NettyServerBuilder server) {
    problem.ifPresent(
        sentence -> {
          throw new IllegalStateException(sentence);
        });
    if (credentials != null) {
      GrpcTls.secure(server, credentials);
    }
  }
}
