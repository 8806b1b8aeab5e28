package io.tapline.flowlog.ingest;

import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Makes files of batches of rows elsewhere, while the source's thread fills the next batch.
 *
 * <p>At most {@value #BATCHES} batches are in memory: who takes one more waits until a file is
 * written. {@link #take} and {@link #write} are for the source's thread.
 */
final class BatchFiles implements AutoCloseable {
  /** Two that are being filled, closed and open rows, and two that are being written. */
  static final int BATCHES = 4;

  private final SegmentWriter writer;
  private final Path directory;
  private final String prefix;
  private final Executor executor;
  private final Semaphore places = new Semaphore(BATCHES);
  private final Deque<ConnectionBatch> free = new ArrayDeque<>();
  private final Set<Path> uncommitted = new HashSet<>();
  private long files;
  private boolean closed;

  /**
   * @param directory for the files, which belong to whoever commits them
   * @param prefix of their names, unique for the worker
   * @param executor runs the writing, one file after the other
   */
  BatchFiles(SegmentWriter writer, Path directory, String prefix, Executor executor) {
    this.writer = writer;
    this.directory = directory;
    this.prefix = prefix;
    this.executor = executor;
  }

  /** An empty batch; waits for one. */
  ConnectionBatch take() {
    places.acquireUninterruptibly();
    synchronized (this) {
      return free.isEmpty() ? new ConnectionBatch() : free.pop();
    }
  }

  /**
   * Writes the rows; the batch is no longer the caller's.
   *
   * @return the file; fails with an {@link IOException} that says why it cannot be written
   */
  CompletableFuture<SegmentFile> write(ConnectionBatch batch) {
    Path target = directory.resolve(prefix + "-" + ++files + ".parquet");
    return CompletableFuture.supplyAsync(() -> write(batch, target), executor);
  }

  private SegmentFile write(ConnectionBatch batch, Path target) {
    try {
      SegmentFile file = writer.write(batch, target);
      synchronized (this) {
        uncommitted.add(target);
      }
      return file;
    } catch (IOException e) {
      throw new CompletionException(e);
    } finally {
      giveBack(batch);
    }
  }

  /** An empty batch, or one whose rows are no longer needed. */
  void giveBack(ConnectionBatch batch) {
    synchronized (this) {
      if (closed) {
        batch.close();
      } else {
        batch.clear();
        free.push(batch);
      }
    }
    places.release();
  }

  /** These files are committed and belong to the cache. */
  synchronized void committed(Iterable<SegmentFile> made) {
    made.forEach(file -> uncommitted.remove(file.path()));
  }

  /** Removes what was never committed. Nothing may be writing any more. */
  @Override
  public synchronized void close() {
    closed = true;
    free.forEach(ConnectionBatch::close);
    free.clear();
    for (Path file : uncommitted) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit(); // the cache removes what it does not know when it opens
      }
    }
  }
}
