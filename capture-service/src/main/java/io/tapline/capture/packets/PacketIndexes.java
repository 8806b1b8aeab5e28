package io.tapline.capture.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.capture.Timers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps an index of every closed capture file. Its thread looks for files by itself, so nothing on
 * the way of the packets waits for it or knows of it; after each file it rests three times as long
 * as it has worked, and so has a quarter of a core at most.
 */
public final class PacketIndexes implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PacketIndexes.class);
  private static final long LOOK_MILLIS = 2_000;

  /** Times of what a file took. */
  private static final int REST = 3;

  private static final String SUFFIX = ".idx";

  private final Path directory;
  private final Supplier<List<PacketFile>> files;

  /** Files that have an index; those that cannot have one, so that they are not tried again. */
  private final Map<Path, CaptureState> done = new HashMap<>();

  private volatile boolean closing;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform()
              .daemon()
              .name("packet-index")
              .priority(Thread.MIN_PRIORITY)
              .factory());

  /**
   * @param directory of the indexes alone
   * @param files all files there are now
   */
  public PacketIndexes(Path directory, Supplier<List<PacketFile>> files) {
    this.directory = directory;
    this.files = files;
  }

  /** Begins to look for files. */
  public void start() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + directory + " cannot be made.", e);
    }
    var _ =
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closing = true;
    Timers.end(timer);
  }

  private void look() {
    try {
      update();
    } catch (IOException | RuntimeException | Error e) { // or the timer would never come again
      LOG.warn("The indexes in " + directory + " cannot be kept.", e);
    }
  }

  /** Makes what is missing and deletes what is of no use any more. */
  void update() throws IOException {
    List<PacketFile> closed =
        files.get().stream().filter(file -> file.closed() && !file.compressed()).toList();
    Set<Path> paths = new HashSet<>();
    closed.forEach(file -> paths.add(file.path()));
    synchronized (done) {
      done.keySet().retainAll(paths);
    }
    for (PacketFile file : closed) {
      if (!closing && takeOn(file.path())) {
        makeAndRest(file.path());
      }
    }
    deleteOthers(paths);
  }

  /** False when it was seen to already, or is not there any more. */
  private boolean takeOn(Path capture) throws IOException {
    try {
      CaptureState now = CaptureState.of(capture);
      synchronized (done) {
        return !now.equals(done.put(capture, now));
      }
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void makeAndRest(Path capture) {
    long start = System.nanoTime();
    if (make(capture)) {
      rest(REST * (System.nanoTime() - start));
    }
  }

  /** Whether there was something to do. */
  private boolean make(Path capture) {
    try {
      return !isSound(capture) && written(capture);
    } catch (NoSuchFileException e) {
      LOG.debugf("%s was deleted before it was indexed.", capture);
    } catch (IOException | RuntimeException e) {
      LOG.warn(capture + " has no index, so it is read as a whole by whoever wants packets.", e);
    }
    return true;
  }

  private boolean isSound(Path capture) throws IOException {
    try (PacketIndex index = PacketIndex.open(path(capture), CaptureState.of(capture))) {
      PacketIndex.Directory parts = index.directory();
      for (int i = 0; i < parts.sections(); i++) {
        var _ = parts.section(i);
      }
      return true;
    } catch (NoSuchFileException | DamagedIndexException e) {
      return false;
    }
  }

  private boolean written(Path capture) throws IOException {
    PacketIndexWriter.write(capture, path(capture));
    return true;
  }

  private void rest(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(closing ? 0 : nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteOthers(Set<Path> captures) throws IOException {
    Set<Path> kept = new HashSet<>();
    captures.forEach(capture -> kept.add(path(capture)));
    try (Stream<Path> found = Files.list(directory)) {
      for (Path file : found.filter(file -> !kept.contains(file)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Where the index of a capture lies. */
  Path path(Path capture) {
    return directory.resolve(UUID.nameUUIDFromBytes(capture.toString().getBytes(UTF_8)) + SUFFIX);
  }

  /** The index of a file, which the caller closes; empty when there is none that can be used. */
  Optional<PacketIndex> open(PacketFile file) throws IOException {
    if (!file.closed()) {
      return Optional.empty();
    }
    CaptureState now = CaptureState.of(file.path());
    try {
      return Optional.of(PacketIndex.open(path(file.path()), now));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DamagedIndexException e) {
      damaged(file.path(), e);
      return Optional.empty();
    }
  }

  /** An index cannot be used: it is made anew. */
  void damaged(Path capture, DamagedIndexException cause) {
    LOG.warnf("The index of %s is made anew: %s.", capture, cause.getMessage());
    synchronized (done) {
      done.remove(capture);
    }
  }
}
