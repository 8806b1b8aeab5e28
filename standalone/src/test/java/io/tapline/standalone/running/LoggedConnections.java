package io.tapline.standalone.running;

import io.tapline.testing.Await;

/** How many connections of a source are in the log, as the command says. */
final class LoggedConnections {
  private LoggedConnections() {}

  /** Waits until a source of this sensor has so many connections in the log. */
  static void await(TaplineProcess tapline, String source, int count) {
    var _ =
        Await.until(
            "connections of " + source,
            () -> count(tapline, source),
            answer -> answer.out().contains("\"connections\":" + count + ","));
  }

  static Command count(TaplineProcess tapline, String source) {
    return Command.run(
        tapline, "search", "--count", "--format", "json", "--source", "local/" + source);
  }
}
