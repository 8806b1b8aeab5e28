package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.TokensFile;
import io.tapline.testing.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with tokens, from the first one to its end. */
class TokensIT {
  @TempDir Path directory;

  private String create(String name, Role role) throws IOException {
    Path file = directory.resolve(name + ".token");
    String token =
        new TokensFile(directory.resolve("data").resolve("tokens"))
            .create(name, role, Instant.now(), null, new SecureRandom());
    Files.writeString(file, token + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return token;
  }

  private static int status(TaplineProcess tapline, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(tapline.console().resolve(path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              (headers.length == 0 ? request : request.headers(headers)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private Command as(TaplineProcess tapline, String name, String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--token-file";
    all[arguments.length + 1] = directory.resolve(name + ".token").toString();
    return Command.run(tapline, all);
  }

  @Test
  void the_first_token_closes_every_door_and_each_role_opens_its_own() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    try (TaplineProcess tapline = TaplineProcess.start(data)) {
      assertThat(status(tapline, "api/status")).isEqualTo(200);
      String viewer = create("alice", Role.VIEWER);
      create("ops", Role.OPERATOR);
      Await.until(() -> status(tapline, "api/status") == 401);
      assertThat(status(tapline, "q/metrics")).isEqualTo(401);
      assertThat(status(tapline, "q/health/ready")).isEqualTo(200);
      assertThat(status(tapline, "")).isEqualTo(200);
      assertThat(status(tapline, "api/status", "Cookie", "tapline_token=" + viewer)).isEqualTo(200);
      assertThat(status(tapline, "q/metrics", "Authorization", "Bearer " + viewer)).isEqualTo(200);
      Command refused =
          as(tapline, "alice", "detect", "run", "port-scan", "--from", "now-1h", "--to", "now");
      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.err()).contains("ROLE_TOO_LOW");
      Files.copy(data.resolve("run/owner.token"), directory.resolve("owner.token"));
      assertThat(as(tapline, "owner", "report", "top-talkers").exit()).isBetween(0, 1);
      assertThat(as(tapline, "ops", "capture", "list").exit()).isBetween(0, 1);
    }
    assertThat(Files.readString(data.resolve("audit/audit.log")))
        .contains("\"principal\":\"alice\"", "\"principal\":\"(owner)\"", "ROLE_TOO_LOW")
        .doesNotContain("(process)", "tap_");
  }

  @Test
  void with_tokens_other_addresses_are_listened_on_and_without_they_are_not() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    create("alice", Role.VIEWER);
    try (TaplineProcess tapline = TaplineProcess.start(data, Map.of(), "--bind", "0.0.0.0")) {
      assertThat(status(tapline, "api/status")).isEqualTo(401);
      assertThat(as(tapline, "alice", "report", "top-talkers").exit()).isBetween(0, 1);
    }
  }
}
