package io.tapline.cli.connect;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the server is known, and the command to it, where they speak TLS. */
final class TlsOptions {
  @Option(
      names = "--tls",
      description =
          "Speak TLS, as --server https://HOST:PORT does; the other --tls options imply it.")
  boolean tls;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      defaultValue = "${env:TAPLINE_TLS_CA}",
      description =
          "Certificates (PEM) of the CAs of servers (default: TAPLINE_TLS_CA, else those of Java).")
  @Nullable Path authorities;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      defaultValue = "${env:TAPLINE_TLS_CERT}",
      description =
          "Certificate (PEM) to show, where the server wants one (default: TAPLINE_TLS_CERT).")
  @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      defaultValue = "${env:TAPLINE_TLS_KEY}",
      description = "Private key of it, PKCS #8 in PEM (default: TAPLINE_TLS_KEY).")
  @Nullable Path key;

  /** Whether a server that says neither http:// nor https:// is asked by TLS. */
  boolean on() {
    return tls || authorities != null || certificate != null || key != null;
  }

  /**
   * What a channel needs.
   *
   * @throws CliException USAGE for files that cannot be used
   */
  SslContext context() {
    SslContextBuilder builder = SslContextBuilder.forClient();
    if (authorities != null) {
      Path file = there(authorities, "--tls-ca");
      read(file, "certificates", () -> builder.trustManager(file.toFile()));
    }
    if (certificate != null || key != null) {
      Path shown = there(certificate, "--tls-cert");
      Path secret = there(key, "--tls-key");
      read(
          shown,
          "a certificate and its key",
          () -> builder.keyManager(shown.toFile(), secret.toFile()));
    }
    try {
      return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    } catch (SSLException e) {
      throw usage("TLS cannot be set up: " + e.getMessage());
    }
  }

  private static void read(Path file, String what, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      throw usage("%s does not hold %s in PEM (%s).".formatted(file, what, cause(e)));
    }
  }

  private static Path there(@Nullable Path file, String option) {
    if (file == null) {
      throw usage("--tls-cert and --tls-key belong together: " + option + " is missing.");
    }
    if (!Files.isReadable(file)) {
      throw usage("%s %s cannot be read.".formatted(option, file));
    }
    return file;
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return String.valueOf((cause == null ? failure : cause).getMessage());
  }

  private static CliException usage(String sentence) {
    return new CliException(ExitCode.USAGE, sentence);
  }
}
