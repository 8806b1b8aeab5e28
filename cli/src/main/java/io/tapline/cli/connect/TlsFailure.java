package io.tapline.cli.connect;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection failed, where TLS is the reason, and what to do about it. */
final class TlsFailure {
  /** What the JDK says when the other side ended the handshake because of our certificate. */
  private static final Pattern OURS_REFUSED =
      Pattern.compile("fatal alert: (bad_certificate|certificate_[a-z]+|unknown_ca)");

  /** What gRPC says when a server that expects TLS gets plain text, and closes without a word. */
  private static final String CLOSED_AT_ONCE = "Network closed for unknown reason";

  /** The beginning of an alert of TLS (RFC 8446, 6), where gRPC looked for HTTP/2. */
  private static final Pattern ALERT = Pattern.compile("Hex dump for first \\d+ bytes: 1503");

  private TlsFailure() {}

  /** In sentences; empty where something else failed. */
  static Optional<String> of(@Nullable String description, @Nullable Throwable cause) {
    if (CLOSED_AT_ONCE.equals(description)) {
      return Optional.of(
          "The server ended the connection at once, as one does that speaks TLS: write --server https://HOST:PORT, or --tls.");
    }
    return causes(cause).flatMap(each -> sentence(each).stream()).reduce((_, inner) -> inner);
  }

  private static Stream<Throwable> causes(@Nullable Throwable cause) {
    return Stream.iterate(cause, Objects::nonNull, Throwable::getCause);
  }

  /** The innermost knows best. */
  private static Optional<String> sentence(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    return Optional.ofNullable(
        switch (cause) {
          case Http2Exception e when ALERT.matcher(said).find() ->
              "The server speaks TLS: write --server https://HOST:PORT, or --tls.";
          case NotSslRecordException e ->
              "The server does not speak TLS at this port: leave out https:// and the --tls options, or start it with --tls-cert and --tls-key.";
          case CertificateExpiredException e ->
              "The certificate of the server, or of its CA, has expired (%s): renew it (`tapline certs renew`)."
                  .formatted(said);
          case CertificateNotYetValidException e ->
              "The certificate of the server is not valid yet (%s): check the clocks of both machines."
                  .formatted(said);
          case CertPathBuilderException e ->
              "The certificate of the server is of no CA that is trusted here: name its CA with --tls-ca FILE or TAPLINE_TLS_CA.";
          case CertificateException e ->
              "The certificate of the server is not for this name (%s): use a name that it is for, or make one for this name (`tapline certs issue --dns`, `--ip`)."
                  .formatted(said);
          case SSLException e when OURS_REFUSED.matcher(said).find() ->
              "The server wants a certificate of a CA that it trusts (%s): show one with --tls-cert FILE and --tls-key FILE."
                  .formatted(said);
          case SSLException e -> "TLS failed: " + said + ".";
          default -> null;
        });
  }
}
