package io.tapline.standalone.running;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A small file system over one directory, seen by one process and its children alone: it lies in
 * their private mount namespace, holds what the directory held, and goes with the last of them.
 *
 * @param directory exists
 * @param mebibytes size of the file system; it is in memory
 */
record SmallDisk(Path directory, int mebibytes) implements UnaryOperator<List<String>> {
  private static final String FILLER = "filler";

  /** Arguments: directory, size, command. What the directory held is copied. */
  private static final String MOUNT =
      """
      set -e
      aside=$1.small
      mkdir "$aside"
      mount -t tmpfs -o size=$2,mode=700 tmpfs "$aside"
      cp -a "$1/." "$aside"
      mount --move "$aside" "$1"
      rmdir "$aside"
      shift 2
      exec "$@"
      """;

  /** Skips the test where a process may not have mounts of its own. */
  static void assumePermitted() throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /tmp")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = probe.waitFor(10, TimeUnit.SECONDS);
    assumeTrue(
        ended && probe.exitValue() == 0,
        "unshare -rm and mount are not permitted here: tests of a full disk are left out");
  }

  /** The command line that runs another one on this disk. */
  @Override
  public List<String> apply(List<String> command) {
    List<String> mounted =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", MOUNT, "sh", directory.toString()));
    mounted.add(mebibytes + "m");
    mounted.addAll(command);
    return mounted;
  }

  /** The directory as the process sees it. */
  Path in(TaplineProcess tapline) {
    return Path.of("/proc", Long.toString(tapline.process().pid()), "root")
        .resolve(directory.toString().substring(1));
  }

  /** Takes what is free on it, to the last byte. */
  void fill(TaplineProcess tapline) throws IOException {
    fill(tapline, 0);
  }

  /** Takes what is free on it, but for so many bytes. */
  void fill(TaplineProcess tapline, int leftBytes) throws IOException {
    Path spare = in(tapline).resolve("spare");
    Files.write(spare, new byte[leftBytes]);
    byte[] block = new byte[1 << 16];
    for (int length = block.length; length > 0; length /= 2) {
      appendAll(in(tapline).resolve(FILLER + length), block, length);
    }
    Files.delete(spare);
  }

  private void appendAll(Path file, byte[] block, int length) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written <= (long) mebibytes << 20; written += length) {
        out.write(block, 0, length);
      }
      throw new IOException("the disk took more than its size");
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  void free(TaplineProcess tapline) throws IOException {
    try (var files = Files.newDirectoryStream(in(tapline), FILLER + "*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
