package io.tapline.rpc.tls;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TlsConfig} means for the framework: HTTP speaks TLS alone, at the port that it has
 * anyway, with a certificate of Quarkus' TLS registry that is read again every minute; and other
 * services are called by TLS. gRPC's server is set up by its own means, since it does not use the
 * registry. The environment and system properties win, application.properties does not.
 */
public final class TlsSettings implements ConfigSourceFactory {
  /** Present where HTTP speaks TLS. */
  public static final String NAME = "quarkus.http.tls-configuration-name";

  private static final int ABOVE_FILES = 275;
  private static final String BUCKET = "quarkus.tls.tapline.";
  private static final List<String> PEERS = List.of("flowlog", "eventstore");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Map<String, String> settings = of(name -> value(context, name));
    return settings.isEmpty()
        ? List.of()
        : List.of(new PropertiesConfigSource(settings, "tapline.tls", ABOVE_FILES));
  }

  private static @Nullable String value(ConfigSourceContext context, String name) {
    ConfigValue found = context.getValue(name);
    return found == null || found.getValue() == null || found.getValue().isBlank()
        ? null
        : found.getValue();
  }

  /** The framework's settings by ours. */
  static Map<String, String> of(Function<String, @Nullable String> ours) {
    Map<String, String> settings = new HashMap<>();
    @Nullable String certificate = ours.apply("tapline.tls.server-cert");
    @Nullable String key = ours.apply("tapline.tls.server-key");
    @Nullable String peers = ours.apply("tapline.tls.peer-ca");
    if (certificate != null && key != null) {
      settings.put(BUCKET + "key-store.pem.0.cert", certificate);
      settings.put(BUCKET + "key-store.pem.0.key", key);
      settings.put(BUCKET + "reload-period", LiveValue.PAUSE.toString());
      settings.put(NAME, "tapline");
      settings.put("quarkus.http.insecure-requests", "disabled");
      String port = ours.apply("quarkus.http.port");
      settings.put("quarkus.http.ssl-port", port == null ? "8080" : port);
    }
    if (peers != null) {
      PEERS.forEach(peer -> call(settings, peer, peers, certificate, key));
    }
    return settings;
  }

  /** By TLS, with the service's own certificate where it has one. */
  private static void call(
      Map<String, String> settings,
      String peer,
      String authorities,
      @Nullable String certificate,
      @Nullable String key) {
    String client = "quarkus.grpc.clients." + peer + ".ssl.";
    settings.put(client + "trust-store", authorities);
    if (certificate != null && key != null) {
      settings.put(client + "certificate", certificate);
      settings.put(client + "key", key);
    }
  }
}
