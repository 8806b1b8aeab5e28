package io.tapline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class OwnConnectionsConfigTest {

  @Test
  void the_database_is_where_its_url_says() {
    assertDatabase("vertx-reactive:postgresql://127.0.0.1:41234/postgres", "127.0.0.1", 41_234);
    assertDatabase("postgresql://db.example/log", "db.example", 5432);
  }

  @Test
  void an_endpoint_is_a_host_and_a_port() {
    InetSocketAddress endpoint = OwnConnectionsConfig.endpoint("log.example:9100");
    assertThat(endpoint.getHostString()).isEqualTo("log.example");
    assertThat(endpoint.getPort()).isEqualTo(9100);
    assertThatThrownBy(() -> OwnConnectionsConfig.endpoint("9100"))
        .hasMessageContaining("'9100' is not host:port");
  }

  private static void assertDatabase(String url, String host, int port) {
    InetSocketAddress found = OwnConnectionsConfig.database(url);
    assertThat(found.getHostString()).isEqualTo(host);
    assertThat(found.getPort()).isEqualTo(port);
  }
}
