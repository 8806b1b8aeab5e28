package io.tapline.service;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.runtime.StartupEvent;
import io.tapline.rpc.auth.AuthConfig;
import io.tapline.rpc.grpc.ServerTls;
import io.tapline.rpc.listen.PublicAddress;
import io.tapline.rpc.tls.TlsConfig;
import io.tapline.rpc.tls.TlsSettings;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Has gRPC speak TLS where a certificate is configured, and says so where nothing is encrypted. */
@Singleton
public class TlsLifecycle implements ServerBuilderCustomizer<VertxServerBuilder> {
  private static final Logger LOG = Logger.getLogger(TlsLifecycle.class);
  private static final int FIRST = 1;

  private final ServerTls tls;

  TlsLifecycle(TlsConfig config) {
    tls = ServerTls.of(config);
  }

  @Override
  public void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
    tls.secure(builder.nettyBuilder());
  }

  /** The all-in-one gives the warning itself. */
  void check(
      @Observes @Priority(FIRST) StartupEvent start,
      @ConfigProperty(name = "quarkus.http.host") String http,
      @ConfigProperty(name = "quarkus.grpc.server.host") String grpc,
      @ConfigProperty(name = TlsSettings.NAME) Optional<String> certificate,
      AuthConfig auth) {
    tls.problem(certificate)
        .ifPresent(
            sentence -> {
              throw StartEnd.because(sentence);
            });
    if (!auth.oneProcess()) {
      PublicAddress.warning(tls.isOn(), http, grpc).ifPresent(LOG::warn);
    }
  }
}
