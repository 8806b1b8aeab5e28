package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The service as it runs, over a log of two scans. */
@QuarkusTest
@QuarkusTestResource(FakeUpstream.class)
class ReportServiceTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @SuppressWarnings("NullAway.Init") // set by the test extension
  @TestHTTPResource("/")
  URI root;

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return MAPPER.readTree(get(path).body());
  }

  @Test
  void the_console_and_its_charts_are_served_with_headers_that_forbid_other_hosts()
      throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("<title>Tapline</title>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(get("/console/main.js").statusCode()).isEqualTo(200);
    assertThat(get("/console/echarts/echarts.esm.min.js").statusCode()).isEqualTo(200);
  }

  @Test
  void status_says_how_far_the_log_reaches_and_what_was_lost() throws Exception {
    JsonNode status = json("/api/status");
    assertThat(status.path("connections").asLong()).isEqualTo(4_360);
    assertThat(status.path("first_start").asText()).startsWith("2026-03-02T09:10");
    assertThat(status.path("sources").path(0).path("lost_frames").asLong()).isEqualTo(42);
  }

  @Test
  void the_series_of_a_scope_add_up_to_its_services() throws Exception {
    long connections = 0;
    for (JsonNode series : json("/api/series").path("series")) {
      for (JsonNode value : series.path("connections")) {
        connections += value.asLong();
      }
    }
    JsonNode total = json("/api/services").path("total");
    assertThat(connections).isEqualTo(total.path("connections").asLong()).isEqualTo(4_360);
  }

  @Test
  void a_filter_narrows_talkers_and_connections_alike() throws Exception {
    String filter = "?filter=server_port%20%3D%2023";
    JsonNode talkers = json("/api/talkers" + filter);
    assertThat(talkers.path("rows").path(0).path("host").asText()).isEqualTo("192.168.10.77");
    assertThat(talkers.path("rows").path(0).path("peers").asInt()).isEqualTo(120);
    JsonNode page = json("/api/connections" + filter + "&page_size=50");
    assertThat(page.path("rows")).hasSize(50);
    assertThat(page.path("next_page_token").asText()).isNotEmpty();
    assertThat(page.path("rows").path(0).path("conn_state").asText()).isEqualTo("S0");
  }

  @Test
  void a_filter_that_cannot_be_read_is_a_problem_with_its_position() throws Exception {
    HttpResponse<String> answer = get("/api/services?filter=client%20%3D%201%20%29");
    JsonNode problem = MAPPER.readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(problem.path("reason").asText()).isEqualTo("INVALID_FILTER");
    assertThat(problem.path("metadata").path("position").asText()).isEqualTo("11");
  }

  @Test
  void a_parameter_that_cannot_be_read_is_named() throws Exception {
    JsonNode problem = json("/api/services?from=yesterday");
    assertThat(problem.path("reason").asText()).isEqualTo("INVALID_PARAMETER");
    assertThat(problem.path("violations").path(0).path("field").asText()).isEqualTo("from");
  }
}
