package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.Datagrams;
import io.tapline.flowlog.assemble.PacketTracker;
import io.tapline.flowlog.assemble.RecordView;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.testing.Golden;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.LinkTypes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Segments of every format as a version of the program wrote them. There is no older format than 1,
 * so every segment that was ever written can be read. Files are not the same each time that they
 * are written, but their columns are.
 */
public class StoredSegmentTest {
  /** The first format that was ever written. */
  public static final int OLDEST = SegmentFormat.FIRST;

  private static final int ROWS = 40;

  /** The formats that are no longer written. */
  private static final int WITH_DURATION = 3;

  @TempDir Path directory;
  private DuckDb duckDb;

  @BeforeEach
  void open() throws Exception {
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
    for (int format = SegmentFormat.PACKETS; format <= SegmentFormat.ALL; format++) {
      int written = format;
      golden(format).renew(() -> Files.readAllBytes(write(written).path()));
    }
  }

  @AfterEach
  void close() throws Exception {
    duckDb.close();
  }

  /** The file of a format. */
  public static Golden golden(int format) {
    return Golden.beside(StoredSegmentTest.class, "segment-v" + format + ".parquet");
  }

  /** The rows of format 1. */
  public static List<Row> packets() {
    Random random = new Random(3);
    return IntStream.range(0, ROWS).mapToObj(i -> Row.random(random, i)).toList();
  }

  private SegmentFile write(int format) throws Exception {
    try (ConnectionBatch batch = new ConnectionBatch()) {
      switch (format) {
        case SegmentFormat.PACKETS -> packets().forEach(row -> batch.append(row.source(), row));
        case SegmentFormat.FLOWS -> batch.append(2, new RecordView().of(FlowRecords.telling(), 7));
        default -> tunnel(batch);
      }
      Path file = directory.resolve("written-" + format + ".parquet");
      SegmentFile written = new SegmentWriter(duckDb).write(batch, file);
      assertThat(written.formatVersion()).isEqualTo(format);
      return written;
    }
  }

  private static void tunnel(ConnectionBatch batch) {
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, row -> append(batch, row));
    byte[] inner = Datagrams.ip(1, 2, Datagrams.UDP, Datagrams.udp(4000, 5000, new byte[8]));
    byte[] frame = Datagrams.ip(9, 7, Datagrams.UDP, Datagrams.vxlan(5, inner));
    FrameView view = new FrameView();
    var outcome =
        view.wrap(MemorySegment.ofArray(frame), 0, frame.length, frame.length, LinkTypes.RAW);
    var _ = new PacketTracker(table).track(view, outcome, 0, 0, frame.length);
    table.finish();
  }

  private static void append(ConnectionBatch batch, ConnectionView row) {
    batch.append(1, row);
  }

  private SegmentPath stored(int format) throws Exception {
    Path file = directory.resolve("stored-" + format + ".parquet");
    return new SegmentPath(Files.write(file, golden(format).bytes()), format);
  }

  @Test
  void rows_of_packets_are_read_as_they_were() throws Exception {
    for (int format : of(SegmentFormat.PACKETS)) {
      assertThat(SegmentRows.readHolding(duckDb, List.of(stored(format)))).isEqualTo(packets());
    }
  }

  /** A format, and the one before it that says durations. */
  private static int[] of(int format) {
    return new int[] {format - WITH_DURATION, format};
  }

  @Test
  void what_flow_records_said_is_read_as_it_was() throws Exception {
    String asked =
        "source_id, first_frame, exporter_low, sampling_interval, client_as, nat_client_port,"
            + " input_interface_name, firewall_chain, outer_first_low";
    for (int format : of(SegmentFormat.FLOWS)) {
      assertThat(ask(asked, List.of(stored(format))))
          .isEqualTo("2,7,7,10,64500,4000,eth0,INPUT,null");
    }
  }

  @Test
  void a_tunnel_and_its_ends_are_read_as_they_were() throws Exception {
    String asked = "source_id, client_port, tunnel, outer_first_low % 256, outer_second_low % 256";
    for (int format : of(SegmentFormat.TUNNELS)) {
      assertThat(ask(asked, List.of(stored(format)))).isEqualTo("1,4000,vxlan/5,7,9");
    }
  }

  @Test
  void segments_of_all_formats_are_asked_and_merged_together() throws Exception {
    List<SegmentPath> all = new ArrayList<>();
    for (int format = SegmentFormat.FIRST; format <= SegmentFormat.ALL; format++) {
      all.add(stored(format));
    }
    String asked = "count(*), count(exporter_low), count(outer_first_low), max(firewall_chain)";
    String answer = 2 * ROWS + 4 + ",2,2,INPUT";
    assertThat(ask(asked, all)).isEqualTo(answer);
    SegmentFile merged = new SegmentMerge(duckDb).merge(all, directory.resolve("merged.parquet"));
    assertThat(merged.formatVersion()).isEqualTo(SegmentFormat.ALL);
    assertThat(ask(asked, List.of(merged.toRead()))).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(ints = {SegmentFormat.PACKETS, SegmentFormat.FLOWS, SegmentFormat.TUNNELS})
  void a_format_has_the_columns_that_it_always_had(int format) throws Exception {
    assertThat(columns(write(format).path())).isEqualTo(columns(stored(format).file()));
  }

  private List<String> columns(Path file) throws Exception {
    return SqlAnswers.lines(
        duckDb,
        "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM "
            + DuckDb.table(List.of(file))
            + ")");
  }

  private String ask(String what, List<SegmentPath> segments) throws Exception {
    return SqlAnswers.line(duckDb, what, segments);
  }
}
