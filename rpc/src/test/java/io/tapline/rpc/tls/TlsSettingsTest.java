package io.tapline.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TlsSettingsTest {
  private static final int OF_FILES = 250;
  private static final int OF_THE_ENVIRONMENT = 300;
  private static final Map<String, String> SERVER =
      Map.of("tapline.tls.server-cert", "/tls/a.pem", "tapline.tls.server-key", "/tls/a.key");

  private final Map<String, String> files = new HashMap<>(Map.of("quarkus.http.port", "8083"));

  private SmallRyeConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(files, "files", OF_FILES))
        .withSources(new PropertiesConfigSource(environment, "environment", OF_THE_ENVIRONMENT))
        .withSources(new TlsSettings())
        .build();
  }

  private static String of(SmallRyeConfig config, String name) {
    return config.getOptionalValue(name, String.class).orElse("");
  }

  @Test
  void without_a_certificate_nothing_is_changed() {
    SmallRyeConfig config = config(Map.of());
    assertThat(of(config, TlsSettings.NAME)).isEmpty();
    assertThat(of(config, "quarkus.http.insecure-requests")).isEmpty();
  }

  @Test
  void with_one_http_speaks_tls_alone_at_its_port_and_looks_for_new_files() {
    files.put("quarkus.http.insecure-requests", "enabled");
    SmallRyeConfig config = config(SERVER);
    assertThat(of(config, TlsSettings.NAME)).isEqualTo("tapline");
    assertThat(of(config, "quarkus.http.insecure-requests")).isEqualTo("disabled");
    assertThat(of(config, "quarkus.http.ssl-port")).isEqualTo("8083");
    assertThat(of(config, "quarkus.tls.tapline.key-store.pem.0.cert")).isEqualTo("/tls/a.pem");
    assertThat(of(config, "quarkus.tls.tapline.key-store.pem.0.key")).isEqualTo("/tls/a.key");
    assertThat(of(config, "quarkus.tls.tapline.reload-period")).isEqualTo("PT1M");
    assertThat(of(config, "quarkus.grpc.clients.flowlog.ssl.trust-store")).isEmpty();
  }

  @Test
  void the_environment_wins() {
    Map<String, String> environment = new HashMap<>(SERVER);
    environment.put("quarkus.http.ssl-port", "8443");
    assertThat(of(config(environment), "quarkus.http.ssl-port")).isEqualTo("8443");
  }

  @Test
  void a_ca_of_others_has_them_called_by_tls_with_the_own_certificate_where_there_is_one() {
    SmallRyeConfig plain = config(Map.of("tapline.tls.peer-ca", "/tls/ca.pem"));
    Map<String, String> both = new HashMap<>(SERVER);
    both.put("tapline.tls.peer-ca", "/tls/ca.pem");
    SmallRyeConfig certified = config(both);
    for (String peer : new String[] {"flowlog", "eventstore"}) {
      String client = "quarkus.grpc.clients." + peer + ".ssl.";
      assertThat(of(plain, client + "trust-store")).isEqualTo("/tls/ca.pem");
      assertThat(of(plain, client + "certificate")).isEmpty();
      assertThat(of(certified, client + "certificate")).isEqualTo("/tls/a.pem");
      assertThat(of(certified, client + "key")).isEqualTo("/tls/a.key");
    }
  }

  @Test
  void half_of_it_is_refused() {
    assertThatThrownBy(() -> TlsFiles.of(Path.of("a.pem"), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("the key is missing.");
    assertThatThrownBy(() -> TlsFiles.of(null, null, Path.of("ca.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("the certificate is missing.");
  }

  @Test
  void the_framework_finds_it() {
    assertThat(ServiceLoader.load(ConfigSourceFactory.class))
        .hasAtLeastOneElementOfType(TlsSettings.class);
  }
}
