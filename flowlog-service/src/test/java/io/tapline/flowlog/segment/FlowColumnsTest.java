package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.Datagrams;
import io.tapline.flowlog.assemble.PacketTracker;
import io.tapline.flowlog.assemble.RecordView;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.LinkTypes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowColumnsTest {
  @TempDir Path directory;
  private DuckDb duckDb;
  private final ConnectionBatch batch = new ConnectionBatch();

  @BeforeEach
  void open() throws Exception {
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
  }

  @AfterEach
  void close() throws Exception {
    batch.close();
    duckDb.close();
  }

  @Test
  void only_segments_with_flow_records_have_their_columns() throws Exception {
    assertThat(packets(10).formatVersion()).isEqualTo(SegmentFormat.PACKETS);
    assertThat(flows(10).formatVersion()).isEqualTo(SegmentFormat.FLOWS);
    assertThat(packets(10).formatVersion()).isEqualTo(SegmentFormat.PACKETS);
  }

  @Test
  void what_was_not_told_is_null_also_after_a_batch_that_told_it() throws Exception {
    flows(10);
    batch.clear();
    Random random = new Random(1);
    batch.append(1, Row.random(random, 0));
    batch.append(1, new RecordView().of(FlowRecords.silent(), 1));
    SegmentFile file = write();

    assertThat(ask("count(exporter_low), count(client_as), count(firewall_chain)", file))
        .isEqualTo("0,0,0");
    assertThat(ask("count(flow_records), count(*)", file)).isEqualTo("1,2");
  }

  @Test
  void questions_see_all_columns_of_segments_of_both_formats() throws Exception {
    SegmentFile packets = packets(20);
    SegmentFile flows = flows(30);

    String asked =
        "count(*), count(exporter_low), max(sampling_interval), max(client_as), max(client_mask),"
            + " max(nat_client_port), max(firewall_chain), max(tunnel), max(input_interface_name)";
    assertThat(ask(asked, packets, flows)).isEqualTo("50,30,10,64500,24,4000,INPUT,gre,eth0");
    assertThat(ask(asked, packets)).isEqualTo("20,0,null,null,null,null,null,null,null");
    assertThat(ask(asked)).isEqualTo("0,0,null,null,null,null,null,null,null");
  }

  @Test
  void a_merge_keeps_all_columns_and_the_format_of_packets_where_it_can() throws Exception {
    SegmentFile packets = packets(20);
    SegmentFile mixed = merge(packets, flows(30));
    SegmentFile plain = merge(packets, packets(5));

    assertThat(mixed.formatVersion()).isEqualTo(SegmentFormat.FLOWS);
    assertThat(plain.formatVersion()).isEqualTo(SegmentFormat.PACKETS);
    assertThat(ask("count(*), count(server_tag), max(flow_records)", mixed, plain))
        .isEqualTo("75,30,1");
  }

  @Test
  void an_icmp_error_is_in_the_row_of_the_connection_that_it_quotes() throws Exception {
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, row -> batch.append(1, row));
    PacketTracker tracker = new PacketTracker(table);
    byte[] datagram = Datagrams.ip(1, 2, Datagrams.UDP, Datagrams.udp(4000, 5000, new byte[8]));
    byte[] error = Datagrams.ip(3, 1, Datagrams.ICMP, Datagrams.error(3, 1, datagram));
    FrameView view = new FrameView();
    for (byte[] frame : List.of(datagram, error)) {
      int length = frame.length;
      FrameOutcome outcome =
          view.wrap(MemorySegment.ofArray(frame), 0, length, length, LinkTypes.RAW);
      assertThat(tracker.track(view, outcome, 0, 0, length)).isEqualTo(FrameOutcome.CONNECTION);
    }
    table.finish();

    assertThat(ask("count(*), count(icmp_error), max(icmp_error)", write())).isEqualTo("2,1,3/1");
  }

  @Test
  void only_segments_with_ends_of_tunnels_have_their_columns() throws Exception {
    SegmentFile packets = packets(20);
    SegmentFile flows = flows(30);
    SegmentFile tunnels = tunnels();
    assertThat(tunnels.formatVersion()).isEqualTo(SegmentFormat.TUNNELS);
    assertThat(flows(30).formatVersion()).isEqualTo(SegmentFormat.FLOWS);

    String asked =
        "count(*), count(tunnel), count(outer_first_low), min(outer_first_low % 256),"
            + " max(outer_second_low % 256)";
    assertThat(ask(asked, tunnels)).isEqualTo("2,2,2,7,9");
    assertThat(ask(asked, packets, flows, tunnels)).isEqualTo("52,32,2,7,9");
    SegmentFile merged = merge(packets, flows, tunnels);
    assertThat(merged.formatVersion()).isEqualTo(SegmentFormat.TUNNELS);
    assertThat(ask(asked, merged)).isEqualTo("52,32,2,7,9");
    assertThat(ask("count(outer_first_low)", merge(packets, flows))).isEqualTo("0");
  }

  /** Equal connections in tunnels between 7 and 9, and 8 and 9; the latter are in another one. */
  private SegmentFile tunnels() throws Exception {
    batch.clear();
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, row -> batch.append(1, row));
    PacketTracker tracker = new PacketTracker(table);
    byte[] inner = Datagrams.ip(1, 2, Datagrams.UDP, Datagrams.udp(4000, 5000, new byte[8]));
    byte[] between = Datagrams.ip(9, 8, Datagrams.IPIP, inner);
    FrameView view = new FrameView();
    for (byte[] frame :
        List.of(
            Datagrams.ip(9, 7, Datagrams.UDP, Datagrams.vxlan(5, inner)),
            Datagrams.ip(8, 9, Datagrams.UDP, Datagrams.vxlan(5, between)))) {
      int length = frame.length;
      FrameOutcome outcome =
          view.wrap(MemorySegment.ofArray(frame), 0, length, length, LinkTypes.RAW);
      assertThat(tracker.track(view, outcome, 0, 0, length)).isEqualTo(FrameOutcome.CONNECTION);
    }
    table.finish();
    return write();
  }

  private SegmentFile merge(SegmentFile... files) throws Exception {
    List<SegmentPath> parts = List.of(files).stream().map(SegmentFile::toRead).toList();
    return new SegmentMerge(duckDb).merge(parts, next());
  }

  private SegmentFile packets(int rows) throws Exception {
    batch.clear();
    Random random = new Random(rows);
    for (int i = 0; i < rows; i++) {
      batch.append(1, Row.random(random, i));
    }
    return write();
  }

  private SegmentFile flows(int rows) throws Exception {
    batch.clear();
    RecordView view = new RecordView();
    for (int i = 0; i < rows; i++) {
      batch.append(2, view.of(telling(), i));
    }
    return write();
  }

  private SegmentFile write() throws Exception {
    return new SegmentWriter(duckDb).write(batch, next());
  }

  private int files;

  private Path next() {
    return directory.resolve("s" + files++ + ".parquet");
  }

  private static FlowRecord telling() {
    FlowRecord record = FlowRecords.telling();
    record.sourceMask = 24;
    record.destinationTag = 3;
    record.firewallAction = "drop";
    record.tunnel = "gre";
    return record;
  }

  private String ask(String what, SegmentFile... files) throws Exception {
    return SqlAnswers.line(duckDb, what, List.of(files).stream().map(SegmentFile::toRead).toList());
  }
}
