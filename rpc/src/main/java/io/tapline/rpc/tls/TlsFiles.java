package io.tapline.rpc.tls;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a server that speaks TLS.
 *
 * @param certificate the server's, followed by those between it and its CA
 * @param key its private key
 * @param clientCa CAs of callers; null = callers need no certificate
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {
  /**
   * Those of the settings; empty where the server speaks plain text.
   *
   * @throws IllegalArgumentException when one of them lacks another, in a sentence
   */
  public static Optional<TlsFiles> of(TlsConfig config) {
    return of(
        config.serverCert().orElse(null),
        config.serverKey().orElse(null),
        config.clientCa().orElse(null));
  }

  /** The same of three files, each of which may be missing. */
  public static Optional<TlsFiles> of(
      @Nullable Path certificate, @Nullable Path key, @Nullable Path clientCa) {
    if (certificate != null && key != null) {
      return Optional.of(new TlsFiles(certificate, key, clientCa));
    }
    if (certificate != null || key != null || clientCa != null) {
      throw new IllegalArgumentException(
          "TLS needs a certificate and its key, and a CA of clients needs both: %s is missing."
              .formatted(certificate == null ? "the certificate" : "the key"));
    }
    return Optional.empty();
  }
}
