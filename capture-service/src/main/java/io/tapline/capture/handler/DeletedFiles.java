package io.tapline.capture.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.capture.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The ledger of files that retention deleted: one JSON object a line, the latest last. It has
 * between {@link #MAX_ENTRIES} and twice as many lines, then it is written anew with the latest.
 * For any number of threads.
 */
final class DeletedFiles {
  static final int MAX_ENTRIES = 10_000;

  private static final Logger LOG = Logger.getLogger(DeletedFiles.class);

  /** Which rule of the handler it was. */
  enum Rule {
    COUNT,
    AGE,
    BYTES
  }

  /**
   * A file that is gone.
   *
   * @param number greater than that of every file that was deleted before
   * @param handler which wrote it
   * @param file relative to the handlers' directory
   * @param bytes its size
   * @param deleteMillis when, since the epoch
   * @param rule by which it was deleted
   */
  record Entry(
      long number, String handler, String file, long bytes, long deleteMillis, Rule rule) {}

  private final Path ledger;
  private final Clock clock;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int lines;

  DeletedFiles(Path ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Reads what an earlier run wrote. */
  synchronized void open() throws IOException {
    try (Stream<String> written = Files.lines(ledger)) {
      written.forEach(this::read);
    } catch (NoSuchFileException e) {
      LOG.debugf("No file was deleted yet: there is no %s.", ledger);
    }
  }

  private void read(String line) {
    lines++;
    try {
      remember(JsonFiles.parse(line, Entry.class));
    } catch (IOException e) {
      LOG.warnf("Line %d of %s cannot be read and is left out.", lines, ledger);
    }
  }

  private void remember(Entry entry) {
    entries.add(entry);
    if (entries.size() > MAX_ENTRIES) {
      entries.removeFirst();
    }
  }

  /** The latest, the oldest of them first. */
  synchronized List<Entry> list() {
    return new ArrayList<>(entries);
  }

  /** A file was deleted. */
  synchronized void add(String handler, String file, long bytes, Rule rule) {
    long number = entries.isEmpty() ? 1 : entries.getLast().number() + 1;
    Entry entry = new Entry(number, handler, file, bytes, clock.millis(), rule);
    remember(entry);
    try {
      write(entry);
    } catch (IOException e) {
      LOG.warn("That " + file + " was deleted could not be written to " + ledger + ".", e);
    }
  }

  private void write(Entry entry) throws IOException {
    if (lines >= 2 * MAX_ENTRIES) {
      rewrite();
      return;
    }
    Files.writeString(
        ledger,
        JsonFiles.line(entry) + "\n",
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    lines++;
  }

  private void rewrite() throws IOException {
    List<String> kept = new ArrayList<>();
    for (Entry entry : entries) {
      kept.add(JsonFiles.line(entry));
    }
    Path fresh = ledger.resolveSibling("." + ledger.getFileName() + ".new");
    Files.write(fresh, kept, UTF_8);
    Files.move(fresh, ledger, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    lines = kept.size();
  }
}
