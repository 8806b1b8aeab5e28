package io.tapline.report.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Exported;
import io.tapline.flowlog.v1.IcmpError;
import io.tapline.flowlog.v1.Nat;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.Tunnel;
import io.tapline.report.log.ConnectionStream;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectionExportTest {
  private static final List<Connection> ROWS =
      List.of(
          Connection.newBuilder()
              .setClientAddress("192.0.2.1")
              .setClientPort(4711)
              .setHostname("a \"quoted\", name")
              .setNat(Nat.newBuilder().setClientAddress("198.51.100.7"))
              .build(),
          Connection.newBuilder().setClientAddress("2001:db8::1").build());

  private static final List<String> COLUMNS =
      List.of("client", "client_port", "hostname", "nat_client");

  @Test
  void csv_has_a_header_and_quotes_what_needs_it() throws IOException {
    assertThat(written(ConnectionExport.Format.CSV))
        .isEqualTo(
            """
            client,client_port,hostname,nat_client
            192.0.2.1,4711,"a ""quoted"", name",198.51.100.7
            2001:db8::1,0,,
            """);
  }

  @Test
  void json_has_an_object_a_line_with_the_columns_only() throws IOException {
    assertThat(written(ConnectionExport.Format.JSON).lines())
        .containsExactly(
            """
            {"client":"192.0.2.1","client_port":4711,"hostname":"a \\"quoted\\", name",\
            "nat_client":"198.51.100.7"}\
            """,
            """
            {"client":"2001:db8::1","client_port":0,"hostname":""}\
            """);
  }

  private static String written(ConnectionExport.Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export(format).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ConnectionExport export(ConnectionExport.Format format) {
    return new ConnectionExport(
        new Rows(), ConsoleClient.everything(Scope.ALL, "newest"), format, COLUMNS);
  }

  @Test
  void a_reader_that_is_gone_ends_the_question_to_the_log() {
    for (ConnectionExport.Format format : ConnectionExport.Format.values()) {
      assertThatThrownBy(() -> export(format).write(new Gone())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void every_member_of_a_connection_can_be_a_column() {
    Connection full =
        ROWS.getFirst().toBuilder()
            .setRttMicros(1)
            .setTunnel(
                Tunnel.newBuilder()
                    .setPath("gre")
                    .setOuterFirstAddress("192.0.2.2")
                    .setOuterSecondAddress("192.0.2.3"))
            .setIcmpError(IcmpError.newBuilder().setType(3))
            .setExported(Exported.newBuilder().setFlowRecords(1).setExporterAddress("192.0.2.4"))
            .build();
    List<String> members = new ArrayList<>();
    ConnectionJson.of(full).fieldNames().forEachRemaining(members::add);
    assertThat(ConnectionJson.NAMES).doesNotHaveDuplicates().containsAll(members);
  }

  @Test
  void a_column_that_does_not_exist_is_named() {
    assertThat(ConsoleParameters.names("columns", "client,server", ConnectionJson.NAMES))
        .containsExactly("client", "server");
    assertThat(ConsoleParameters.names("columns", "", COLUMNS)).isEqualTo(COLUMNS);
    assertThatThrownBy(() -> ConsoleParameters.names("columns", "colour", COLUMNS))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("colour");
  }

  /** A log of two rows. */
  private static final class Rows implements ConnectionStream {
    @Override
    public Completeness stream(StreamConnectionsRequest request, Consumer<Connection> sink) {
      ROWS.forEach(sink);
      return Completeness.getDefaultInstance();
    }

    @Override
    public AggregateConnectionsResponse aggregate(AggregateConnectionsRequest request) {
      return AggregateConnectionsResponse.getDefaultInstance();
    }
  }

  /** A connection that its reader has closed. */
  private static final class Gone extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("closed");
    }
  }
}
