package io.tapline.bench;

import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The yardstick of {@link EventFiguresMain}: the same events, stored and decided with the
 * statements that Mentat's event storage and its reporter's cache send, on a PostgreSQL with the
 * same settings. What is compared is the way through the database: messages are read by our parser,
 * not in Python, and statements are prepared, which Mentat's are not; both favour the yardstick.
 *
 * <p>One caller, as Mentat has one storage daemon and one reporter. Arguments: events (default
 * 20,000), keys (default 20,000). The first quarter warms up and is not counted.
 */
public final class MentatFiguresMain {
  private static final int BULK = 500;

  private final SampleEvents sample;
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);

  private MentatFiguresMain(int keys) {
    this.sample = new SampleEvents(keys);
  }

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    int keys = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    MentatFiguresMain figures = new MentatFiguresMain(keys);
    try (EmbeddedPostgres postgres = BenchPostgres.start();
        Connection connection = postgres.getPostgresDatabase().getConnection()) {
      figures.measure("one by one", events, MentatStore.create(connection), figures::each);
      connection.setAutoCommit(true);
      figures.measure("bulks of " + BULK, events, MentatStore.create(connection), figures::bulks);
    }
  }

  /** Stores and decides the events of some numbers. */
  private interface Work {
    void run(MentatStore store, int from, int until) throws SQLException;
  }

  private void measure(String how, int events, MentatStore store, Work work) throws SQLException {
    int warmUp = events / 4;
    work.run(store, 0, warmUp);
    long start = System.nanoTime();
    work.run(store, warmUp, events);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "Mentat's way, %s, with decision: %,d events in %.1f s = %,.0f events/s (%,d keys)%n",
        how, events - warmUp, seconds, (events - warmUp) / seconds, sample.keys());
  }

  private void each(MentatStore store, int from, int until) throws SQLException {
    for (int i = from; i < until; i++) {
      IdeaMessage idea = parser.parse(sample.json(i));
      store.insert(idea);
      store.decide(idea);
    }
  }

  private void bulks(MentatStore store, int from, int until) throws SQLException {
    for (int first = from; first < until; first += BULK) {
      bulk(store, first, Math.min(first + BULK, until));
    }
  }

  private void bulk(MentatStore store, int from, int until) throws SQLException {
    for (int i = from; i < until; i++) {
      store.insertInBulk(parser.parse(sample.json(i)));
    }
    store.commitBulk();
    for (int i = from; i < until; i++) {
      store.decide(parser.parse(sample.json(i)));
    }
  }
}
