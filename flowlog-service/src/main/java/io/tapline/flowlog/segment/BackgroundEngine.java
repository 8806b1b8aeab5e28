package io.tapline.flowlog.segment;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The query engine of background work, such as merges and host copies. It is open for one piece of
 * work at a time and closed after it, so that questions keep their memory and what background work
 * took is given back. The work is done on a thread that gives way to ingest and questions unless it
 * is pressing. For any number of threads; they take turns.
 */
public final class BackgroundEngine {
  private final DuckDbSettings settings;
  private final ReentrantLock turn = new ReentrantLock();

  public BackgroundEngine(DuckDbSettings settings) {
    this.settings = settings;
  }

  /** One piece of work. */
  public interface Work<T> {
    T run(DuckDb engine) throws IOException;
  }

  /** What work may have where the processor is busy. */
  public enum Share {
    /** What ingest and questions leave. */
    SPARE(YieldingThread.BACKGROUND),
    /** As much as ingest: until it is done, every question takes longer. */
    OF_INGEST(0);

    private final int nicer;

    Share(int nicer) {
      this.nicer = nicer;
    }
  }

  /**
   * Waits for a turn and does the work.
   *
   * @throws IOException what the work throws, or when the engine cannot be opened
   */
  public <T> T run(Share share, Work<T> work) throws IOException {
    turn.lock();
    try {
      return YieldingThread.call("flowlog-background", share.nicer, () -> runHere(work));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The engine of background work failed: " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  private <T> T runHere(Work<T> work) throws IOException, SQLException {
    try (DuckDb engine = DuckDb.open(settings)) {
      return work.run(engine);
    }
  }
}
