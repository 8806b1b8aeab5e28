package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.Channel;
import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.flowlog.PostgresResource;
import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.flowlog.v1.ConnState;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.IngestServiceGrpc;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.type.v1.EncodingKind;
import io.tapline.type.v1.IngestSummary;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsFrames;
import io.tapline.wire.flowtools.FlowToolsWriter;
import io.tapline.wire.flowtools.HeaderBuilder;
import io.tapline.wire.flowtools.RecordBuilder;
import io.tapline.wire.flowtools.RecordVersion;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every encoding from frames over gRPC to answers over gRPC. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FlowEncodingsTest {
  private static final long T0 = Exports.T0_SECONDS * 1_000_000_000L;
  private static final End CLIENT = new End(1, 40_000);
  private static final End SERVER = new End(2, 443);
  private static final int DONE = Frames.SYN | Frames.ACK | Frames.FIN;

  @Inject
  @GrpcClient("self")
  Channel channel;

  @Test
  void flow_exports() throws Exception {
    IngestSummary summary =
        ingest(
            "exports",
            EncodingKind.ENCODING_KIND_FLOW_EXPORT,
            Exports.block(
                0,
                Exports.template(0),
                Exports.flow(1, CLIENT, SERVER, DONE),
                Exports.flow(2, SERVER, CLIENT, DONE),
                Exports.flow(5, SERVER, new End(3, 55_000), DONE),
                Frames.tcp(CLIENT, SERVER, Frames.SYN, 0)));

    assertThat(summary.getOutcomesMap()).containsEntry("decoded", 4L).containsEntry("not_udp", 1L);
    assertThat(summary.getFlowRecords()).isEqualTo(3);
    SearchConnectionsResponse found = search("exports", "exporter = 10.0.0.0/24");
    assertThat(found.getConnectionsList()).hasSize(2);
    Connection both = found.getConnectionsList().getFirst();
    both = both.getClientPort() == 40_000 ? both : found.getConnectionsList().getLast();
    assertThat(both.getClientAddress()).isEqualTo("10.0.0.1");
    assertThat(both.getServerPackets()).isEqualTo(10);
    assertThat(both.getExported().getFlowRecords()).isEqualTo(2);
    assertThat(both.getExported().getExporterAddress()).isEqualTo("10.0.0.200");
    assertThat(both.getExported().getObservationDomain()).isEqualTo(7);
    assertThat(both.getExported().getSamplingInterval()).isEqualTo(1);
    assertThat(both.getConnState()).isEqualTo(ConnState.CONN_STATE_SF);
  }

  /** {@code tapline.flowlog.exporter-sampling}, which {@link PostgresResource} sets. */
  @Test
  void the_sampling_of_exporters_is_as_configured() throws Exception {
    ingest(
        "sampled",
        EncodingKind.ENCODING_KIND_FLOW_EXPORT,
        Exports.block(
            0,
            Exports.from(77, Exports.template(0)),
            Exports.from(77, Exports.flow(1, CLIENT, SERVER, DONE)),
            Exports.from(78, Exports.template(0)),
            Exports.from(78, Exports.flow(1, CLIENT, SERVER, DONE))));

    Connection set = only("sampled", "sampling = '1/1000'");
    assertThat(set.getExported().getExporterAddress()).isEqualTo("10.0.0.77");
    assertThat(set.getExported().getSamplingInterval()).isEqualTo(1000);
    assertThat(set.getClientPackets()).isEqualTo(10_000);
    assertThat(set.getClientBytes()).isEqualTo(1_000_000);
    Connection capped = only("sampled", "exporter = 10.0.0.78");
    assertThat(capped.getExported().getSamplingInterval()).isEqualTo(1);
    assertThat(capped.getClientPackets()).isEqualTo(10);
  }

  @Test
  void datagrams_that_say_themselves_what_they_are() throws Exception {
    byte[] line =
        ("<4>2024-06-01T00:00:00Z gw kernel: DROP-IN: IN=eth0 OUT= SRC=198.51.100.4"
                + " DST=10.0.0.2 LEN=60 TOS=0x00 PREC=0x00 TTL=54 ID=7 DF PROTO=TCP SPT=53"
                + " DPT=40000 WINDOW=64240 RES=0x00 SYN URGP=0")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    IngestSummary summary =
        ingest(
            "datagrams",
            EncodingKind.ENCODING_KIND_DATAGRAMS,
            Exports.block(
                0,
                Exports.template(0),
                Frames.udp(new End(4, 514), new End(201, 2055), line),
                Exports.flow(1, CLIENT, SERVER, DONE),
                Exports.flow(2, SERVER, CLIENT, DONE),
                Frames.udp(new End(5, 99), new End(201, 2055), new byte[] {2, 2, 2, 2})));

    assertThat(summary.getOutcomesMap())
        .containsEntry("decoded", 4L)
        .containsEntry("unknown_format", 1L);
    assertThat(summary.getCountersMap()).containsEntry("unknown_datagrams", 1L);
    assertThat(summary.getConnections()).isEqualTo(2);
    assertThat(only("datagrams", "firewall_action = drop").getClientAddress())
        .isEqualTo("198.51.100.4");
    assertThat(only("datagrams", "exporter = 10.0.0.0/24").getExported().getFlowRecords())
        .isEqualTo(2);
  }

  @Test
  void flow_tools_files() throws Exception {
    IngestSummary summary =
        ingest("flow-tools", EncodingKind.ENCODING_KIND_FLOW_TOOLS, flowTools().all());

    assertThat(summary.getOutcomesMap()).containsEntry("header", 1L).containsEntry("decoded", 2L);
    Connection connection = only("flow-tools", "client_as = 64500 AND next_hop = 10.0.0.9");
    assertThat(connection.getClientAddress()).isEqualTo("10.0.0.1");
    assertThat(connection.getClientBytes()).isEqualTo(1000);
    assertThat(connection.getServerBytes()).isEqualTo(2000);
    assertThat(connection.getExported().getFlowRecords()).isEqualTo(2);
    assertThat(connection.getExported().getClientMask()).isEqualTo(24);
  }

  private static Lines flowTools() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    HeaderBuilder header = new HeaderBuilder(RecordVersion.V5, ByteOrder.LITTLE_ENDIAN);
    try (FlowToolsWriter writer =
        FlowToolsWriter.stream(stream, header, FlowToolsWriter.UNCOMPRESSED)) {
      writer.write(v5(CLIENT, SERVER, 1000).set(FlowField.SRC_AS, 64_500).build());
      writer.write(v5(SERVER, CLIENT, 2000).build());
      writer.finish();
    }
    Lines lines = new Lines(T0);
    try (FlowToolsFrames frames = FlowToolsFrames.of(stream.toByteArray())) {
      lines.add(frames.header().bytes());
      while (frames.next()) {
        lines.add(
            frames
                .bytes()
                .asSlice(frames.offset(), frames.recordSize())
                .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
      }
    }
    return lines;
  }

  private static RecordBuilder v5(End from, End to, long bytes) {
    return new RecordBuilder(RecordVersion.V5)
        .set(FlowField.UNIX_SECS, Exports.T0_SECONDS)
        .set(FlowField.SYS_UPTIME, 60_000)
        .set(FlowField.FIRST, 1_000)
        .set(FlowField.LAST, 2_000)
        .set(FlowField.SRCADDR, from.low() & 0xffff_ffffL)
        .set(FlowField.DSTADDR, to.low() & 0xffff_ffffL)
        .set(FlowField.NEXTHOP, new End(9, 0).low() & 0xffff_ffffL)
        .set(FlowField.SRCPORT, from.port())
        .set(FlowField.DSTPORT, to.port())
        .set(FlowField.PROT, 6)
        .set(FlowField.TCP_FLAGS, DONE)
        .set(FlowField.SRC_MASK, 24)
        .set(FlowField.DPKTS, 10)
        .set(FlowField.DOCTETS, bytes);
  }

  @Test
  void firewall_logs() throws Exception {
    ingest(
        "firewall",
        EncodingKind.ENCODING_KIND_FIREWALL_LOG,
        Lines.of(
                T0,
                "2024-06-01T00:00:00Z gw kernel: DROP-IN: IN=eth0 OUT= SRC=198.51.100.4"
                    + " DST=10.0.0.2 LEN=60 TOS=0x00 PREC=0x00 TTL=54 ID=7 DF PROTO=TCP SPT=53"
                    + " DPT=40000 WINDOW=64240 RES=0x00 SYN URGP=0")
            .all());

    Connection connection = only("firewall", "firewall_action = drop");
    assertThat(connection.getClientAddress()).isEqualTo("198.51.100.4");
    assertThat(connection.getClientBytes()).isEqualTo(60);
    assertThat(connection.getExported().getInputInterfaceName()).isEqualTo("eth0");
    assertThat(connection.getFirewall().getChain()).isNotEmpty();
    assertThat(connection.getOpen()).isFalse();
  }

  @Test
  void a_log_covers_the_times_of_its_lines_and_not_that_of_its_file() throws Exception {
    ingest(
        "old",
        EncodingKind.ENCODING_KIND_FIREWALL_LOG,
        Lines.of(
                T0,
                "2003-04-05T06:00:00Z gw kernel: DROP-IN: IN=eth0 OUT= SRC=198.51.100.4"
                    + " DST=10.0.0.2 LEN=60 TOS=0x00 PREC=0x00 TTL=54 ID=7 DF PROTO=TCP SPT=53"
                    + " DPT=40000 WINDOW=64240 RES=0x00 SYN URGP=0\n"
                    + "2003-04-05T07:00:00Z gw kernel: DROP-IN: IN=eth0 OUT= SRC=198.51.100.4"
                    + " DST=10.0.0.2 LEN=60 TOS=0x00 PREC=0x00 TTL=54 ID=7 DF PROTO=TCP SPT=54"
                    + " DPT=40000 WINDOW=64240 RES=0x00 SYN URGP=0")
            .all());

    assertThat(state("old", Instant.parse("2003-04-05T06:10:00Z")))
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_COMPLETE);
    assertThat(state("old", Instant.ofEpochSecond(0, T0)))
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_NOT_COVERED);
    assertThat(state("nowhere", Instant.parse("2003-04-05T06:10:00Z")))
        .isEqualTo(CompletenessState.COMPLETENESS_STATE_NOT_COVERED);
  }

  /** Of the minute from then on. */
  private CompletenessState state(String source, Instant from) {
    return ConnectionServiceGrpc.newBlockingStub(channel)
        .countConnections(
            CountConnectionsRequest.newBuilder()
                .setInterval(
                    Interval.newBuilder()
                        .setStartTime(Timestamp.newBuilder().setSeconds(from.getEpochSecond()))
                        .setEndTime(Timestamp.newBuilder().setSeconds(from.getEpochSecond() + 60)))
                .setFilter("source = \"probe/" + source + "\"")
                .build())
        .getCompleteness()
        .getState();
  }

  @Test
  void logs_of_zeek_suricata_and_nfdump() throws Exception {
    ingest(
        "zeek",
        EncodingKind.ENCODING_KIND_ZEEK_CONN,
        Lines.of(
                T0,
                "{\"ts\":1717200000.5,\"uid\":\"C1\",\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":40000,"
                    + "\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":8443,\"proto\":\"tcp\","
                    + "\"service\":\"ssl\",\"duration\":1.5,\"orig_bytes\":100,\"resp_bytes\":200,"
                    + "\"conn_state\":\"SF\",\"history\":\"ShADadFf\",\"orig_pkts\":5,"
                    + "\"orig_ip_bytes\":360,\"resp_pkts\":4,\"resp_ip_bytes\":408}")
            .all());
    ingest(
        "eve",
        EncodingKind.ENCODING_KIND_EVE,
        Lines.of(
                T0,
                "{\"timestamp\":\"2024-06-01T00:00:03.000000+0000\",\"event_type\":\"flow\","
                    + "\"src_ip\":\"10.0.0.1\",\"src_port\":40000,\"dest_ip\":\"10.0.0.2\","
                    + "\"dest_port\":53,\"proto\":\"UDP\",\"app_proto\":\"dns\",\"flow\":"
                    + "{\"pkts_toserver\":1,\"pkts_toclient\":1,\"bytes_toserver\":80,"
                    + "\"bytes_toclient\":120,\"start\":\"2024-06-01T00:00:01.000000+0000\","
                    + "\"end\":\"2024-06-01T00:00:02.000000+0000\",\"state\":\"established\"}}")
            .all());
    ingest(
        "nfdump",
        EncodingKind.ENCODING_KIND_NFDUMP_CSV,
        Lines.of(
                T0,
                """
                firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,bpp,bps,flows
                2024-06-01 00:00:00.000,1.000,UDP,10.0.0.2,53,10.0.0.1,40000,3,300,100,1,1\
                """)
            .all());

    Connection zeek = only("zeek", "conn_state = SF AND history = shaDadff");
    assertThat(zeek.getServerPayloadBytes()).isEqualTo(200);
    assertThat(zeek.getServerBytes()).isEqualTo(408);
    Connection eve = only("eve", "service = dns");
    assertThat(eve.getServerBytes()).isEqualTo(120);
    Connection nfdump = only("nfdump", "server_bytes = 300");
    assertThat(nfdump.getClientPort()).isEqualTo(40_000);
  }

  @Test
  void a_source_that_goes_on_with_another_encoding_is_refused() throws Exception {
    IngestClient first = new IngestClient(IngestServiceGrpc.newStub(channel));
    first.open("probe", "changed", EncodingKind.ENCODING_KIND_EVE);
    first.answer();
    first.complete();
    IngestClient second = new IngestClient(IngestServiceGrpc.newStub(channel));
    second.open("probe", "changed");

    Status status = Status.fromThrowable(second.failure());
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("began with encoding eve");
  }

  @Test
  void the_ends_of_tunnels_can_be_searched() throws Exception {
    byte[] forth = Frames.udp(CLIENT, SERVER, new byte[8]);
    byte[] back = Frames.udp(SERVER, CLIENT, new byte[8]);
    ingest(
        "tunnels",
        EncodingKind.ENCODING_KIND_PACKETS,
        Exports.block(
            0,
            vxlan(9, 8, forth),
            vxlan(8, 9, back),
            vxlan(7, 9, forth),
            Frames.tcp(CLIENT, SERVER, Frames.SYN, 0)));

    Connection connection = only("tunnels", "outer_host = 10.0.0.8");
    assertThat(connection.getTunnel().getOuterFirstAddress()).isEqualTo("10.0.0.8");
    assertThat(connection.getTunnel().getOuterSecondAddress()).isEqualTo("10.0.0.9");
    assertThat(connection.getServerPackets()).isEqualTo(1);
    assertThat(only("tunnels", "outer_first = 10.0.0.7").getClientPackets()).isEqualTo(1);
    assertThat(search("tunnels", "outer_host = 10.0.0.9").getConnectionsList()).hasSize(2);
    assertThat(only("tunnels", "NOT outer_host = 10.0.0.0/24").getTunnel().getOuterFirstAddress())
        .isEmpty();
  }

  private static byte[] vxlan(int from, int to, byte[] inner) {
    byte[] payload =
        ByteBuffer.allocate(8 + inner.length).putInt(0x0800_0000).putInt(5 << 8).put(inner).array();
    return Frames.udp(new End(from, 50_000), new End(to, 4789), payload);
  }

  @Test
  void every_new_column_can_be_grouped_and_filtered() throws Exception {
    ingest("grouped", EncodingKind.ENCODING_KIND_FLOW_TOOLS, flowTools().all());
    var stub = ConnectionServiceGrpc.newBlockingStub(channel);
    for (String column :
        List.of(
            "tunnel",
            "exporter",
            "observation_domain",
            "flow_records",
            "sampling_interval",
            "sampling",
            "input_interface",
            "output_interface",
            "input_interface_name",
            "output_interface_name",
            "client_as",
            "server_as",
            "client_mask",
            "server_mask",
            "client_tos",
            "server_tos",
            "next_hop",
            "nat_client",
            "nat_client_port",
            "nat_server",
            "nat_server_port",
            "client_tag",
            "server_tag",
            "firewall_action",
            "firewall_chain",
            "outer_first",
            "outer_second")) {
      var groups =
          stub.aggregateConnections(
              AggregateConnectionsRequest.newBuilder()
                  .setFilter("source = \"probe/grouped\"")
                  .addGroupBy(column)
                  .build());
      assertThat(groups.getGroups()).as(column).isEqualTo(1);
    }
    assertThat(search("grouped", "NOT client_tag = 5").getConnectionsList()).hasSize(1);
    assertThat(search("grouped", "NOT nat_client = 10.0.0.0/8").getConnectionsList()).hasSize(1);
    assertThat(search("grouped", "sampling = unknown").getConnectionsList()).isEmpty();
    assertThat(search("grouped", "NOT sampling = unknown").getConnectionsList()).hasSize(1);
    assertThat(search("grouped", "nat_client = ::/0").getConnectionsList()).isEmpty();
  }

  private IngestSummary ingest(String source, EncodingKind kind, FrameBlock block)
      throws InterruptedException {
    IngestClient client = new IngestClient(IngestServiceGrpc.newStub(channel));
    client.open("probe", source, kind);
    client.send(IngestClient.batch(block));
    client.finish(block.frames());
    var answer = client.answer();
    while (!answer.hasFinished()) {
      answer = client.answer();
    }
    return answer.getFinished().getSummary();
  }

  private SearchConnectionsResponse search(String source, String filter) {
    return ConnectionServiceGrpc.newBlockingStub(channel)
        .searchConnections(
            SearchConnectionsRequest.newBuilder()
                .setFilter("source = \"probe/" + source + "\" AND (" + filter + ")")
                .build());
  }

  private Connection only(String source, String filter) {
    List<Connection> found = search(source, filter).getConnectionsList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
