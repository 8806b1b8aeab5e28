package io.tapline.standalone.train;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the services are ready and then runs the client half of the command once, with the
 * server's address and the bundled sample as its last arguments.
 */
public final class Rehearsal {
  private static final String SAMPLE = "/demo/demo.pcapng";
  private static final int PROBE_LIMIT_MILLIS = 2000;
  private static final long PROBE_PAUSE_MILLIS = 100;

  private final URI ready;
  private final String server;
  private final List<String> client;
  private final Duration limit;

  /**
   * @param ready answers 200 once everything runs
   * @param server where the client half finds gRPC, as host:port
   * @param client its command line
   * @param limit for becoming ready, and again for the client half
   */
  public Rehearsal(URI ready, String server, List<String> client, Duration limit) {
    this.ready = ready;
    this.server = server;
    this.client = List.copyOf(client);
    this.limit = limit;
  }

  /** Returns whether the client half did all of its part. */
  public boolean run() throws IOException, InterruptedException {
    return awaitReady() && play();
  }

  private boolean awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      if (isReady()) {
        return true;
      }
      Thread.sleep(PROBE_PAUSE_MILLIS);
    }
    return false;
  }

  private boolean isReady() {
    try {
      HttpURLConnection probe = (HttpURLConnection) ready.toURL().openConnection();
      probe.setConnectTimeout(PROBE_LIMIT_MILLIS);
      probe.setReadTimeout(PROBE_LIMIT_MILLIS);
      return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean play() throws IOException, InterruptedException {
    Path sample = Files.createTempFile("tapline-sample-", ".pcapng");
    try {
      Files.write(sample, sample());
      Process process = new ProcessBuilder(arguments(sample)).inheritIO().start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0;
    } finally {
      Files.deleteIfExists(sample);
    }
  }

  private List<String> arguments(Path sample) {
    List<String> arguments = new ArrayList<>(client);
    arguments.addAll(List.of("--server", server, sample.toString()));
    return arguments;
  }

  private static byte[] sample() throws IOException {
    try (InputStream sample = Rehearsal.class.getResourceAsStream(SAMPLE)) {
      if (sample == null) {
        throw new IOException("this build has no bundled sample");
      }
      return sample.readAllBytes();
    }
  }
}
