package io.tapline.rpc.tls;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of all services: what encrypts their connections. PEM files. */
@ConfigMapping(prefix = "tapline.tls")
public interface TlsConfig {
  /** File of the certificate that the service shows, followed by those between it and its CA. */
  Optional<Path> serverCert();

  /** File of the private key of that certificate. */
  Optional<Path> serverKey();

  /** File of the CAs of callers: over gRPC, whoever has no certificate of theirs is turned away. */
  Optional<Path> clientCa();

  /** File of the CAs of the services that this one calls; with it, they are called by TLS. */
  Optional<Path> peerCa();
}
