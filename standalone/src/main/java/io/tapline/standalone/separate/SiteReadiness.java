package io.tapline.standalone.separate;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.ServeOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Waits until each program of a site says that it is ready. */
final class SiteReadiness {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServeOptions options;
  private final Map<Program, Keeper> keepers;

  SiteReadiness(ServeOptions options, Map<Program, Keeper> keepers) {
    this.options = options;
    this.keepers = keepers;
  }

  /**
   * @throws StandaloneException START_FAILED when one ends instead, or takes too long
   */
  void await() throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (Map.Entry<Program, Keeper> kept : keepers.entrySet()) {
        while (!isReady(client, kept.getKey())) {
          goOn(kept.getKey(), until);
          Thread.sleep(PAUSE);
        }
      }
    }
  }

  private void goOn(Program program, long until) {
    keepers.forEach(
        (each, keeper) -> {
          if (keeper.ends() > 0) {
            throw failure("%s ended before it was ready; it says why above.", each);
          }
        });
    if (System.nanoTime() > until) {
      throw failure("%s was not ready after " + LIMIT.toSeconds() + " s.", program);
    }
  }

  private static StandaloneException failure(String sentence, Program program) {
    return new StandaloneException(Reason.START_FAILED, sentence.formatted(program.title()));
  }

  private boolean isReady(HttpClient client, Program program) throws InterruptedException {
    ListenAddress http = program.at(options.http());
    URI health =
        URI.create(
            "http://"
                + new ListenAddress(http.ownHost(), http.port(), http.option()).text()
                + "/q/health/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }
}
