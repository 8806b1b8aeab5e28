package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSegmentStoreTest extends SegmentStoreContract {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final PostgresSegmentStore store = new PostgresSegmentStore(database.log());

  @Override
  SegmentStore store() {
    return store;
  }

  @Override
  void put(long id, byte[] content) {
    database.execute(
        "INSERT INTO flowlog.segment_bytes VALUES (%d, decode('%s', 'hex'))"
            .formatted(id, HexFormat.of().formatHex(content)));
  }

  /** Reading answers as a server does whose disk is full. */
  @Override
  void takeAway() {
    database.execute("ALTER TABLE flowlog.segment_bytes RENAME TO away");
    database.execute(
        """
        CREATE FUNCTION flowlog.refuse() RETURNS SETOF flowlog.away LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'; END $$""");
    database.execute("CREATE VIEW flowlog.segment_bytes AS SELECT * FROM flowlog.refuse()");
  }

  @AfterEach
  void bringBack() {
    if (database.number("SELECT count(to_regclass('flowlog.away'))") == 1) {
      database.execute("DROP VIEW flowlog.segment_bytes");
      database.execute("DROP FUNCTION flowlog.refuse()");
      database.execute("ALTER TABLE flowlog.away RENAME TO segment_bytes");
    }
  }

  @Test
  void a_transaction_sees_the_bytes_of_its_moment() {
    put(1, new byte[] {7});
    List<SegmentRef> segments = List.of(new SegmentRef(1, 1, ""));
    List<byte[]> received = new ArrayList<>();
    try (LogReading reading = LogReading.begin(database.log(), StillWanted.ALWAYS)) {
      SegmentStore asOf = PostgresSegmentStore.asOf(database.log(), reading);
      asOf.fetch(segments, (segment, piece, last) -> received.add(piece), StillWanted.ALWAYS);
      database.execute("DELETE FROM flowlog.segment_bytes");
      asOf.fetch(segments, (segment, piece, last) -> received.add(piece), StillWanted.ALWAYS);
      store.fetch(segments, (segment, piece, last) -> received.add(piece), StillWanted.ALWAYS);
    }
    assertThat(received).hasSize(2).allSatisfy(content -> assertThat(content).containsExactly(7));
  }

  @Test
  void a_large_segment_that_leaves_while_it_is_read_does_not_end_and_the_next_one_comes() {
    byte[] large = new byte[3 * SegmentStore.MAX_PIECE_BYTES];
    put(1, large);
    put(2, new byte[] {7});
    List<SegmentRef> segments =
        List.of(new SegmentRef(1, large.length, ""), new SegmentRef(2, 1, ""));
    Received received = new Received();
    store.fetch(
        segments,
        (segment, piece, last) -> {
          database.execute("DELETE FROM flowlog.segment_bytes WHERE segment_id = 1");
          if (segment.id() == 1) {
            assertThat(last).isFalse();
          } else {
            received.receive(segment, piece, last);
          }
        },
        StillWanted.ALWAYS);
    assertThat(received.complete.keySet()).containsExactly(segments.get(1));
  }
}
