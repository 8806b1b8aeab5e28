package io.tapline.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.CalendarUnit;
import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.DeleteSourceRequest;
import io.tapline.capture.v1.DeleteSourceResponse;
import io.tapline.capture.v1.GetHandlerRequest;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.HandlerStatistics;
import io.tapline.capture.v1.ListHandlersRequest;
import io.tapline.capture.v1.ListHandlersResponse;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.ListSourcesResponse;
import io.tapline.capture.v1.RemoveHandlerRequest;
import io.tapline.capture.v1.RemoveHandlerResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.SourceState;
import io.tapline.capture.v1.TcpConnection;
import io.tapline.capture.v1.TcpSource;
import io.tapline.capture.v1.Transform;
import io.tapline.capture.v1.UdpSource;
import io.tapline.cli.ExitCode;
import io.tapline.cli.TaplineCli;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ApplyCommandTest {
  private static final String TWO_ON_ONE_PORT =
      """
      handlers:
      - {name: a, conn_type: udp, address: ['', 8500]}
      - {name: b, conn_type: udp, address: [127.0.0.1, 8500], pre_write_transforms: [KEY]}
      """
          .replace("KEY", "anonymize key=00ff");

  @TempDir Path directory;
  private final Map<String, Source> sources = new TreeMap<>();
  private final Map<String, Handler> handlers = new TreeMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Server server;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Sources())
            .addService(new Handlers())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void handlers_of_one_address_share_a_source() throws IOException {
    assertThat(apply(TWO_ON_ONE_PORT)).isEqualTo(ExitCode.DONE);
    assertThat(sources.keySet()).containsExactly("ait.udp..8500");
    assertThat(handlers.keySet()).containsExactly("a", "b");
    assertThat(sourceOf("b")).isEqualTo("ait.udp..8500");
    assertThat(out.toString()).contains("udp 127.0.0.1 8500", "3 added, 0 were there already.");
  }

  private String sourceOf(String handler) {
    return Objects.requireNonNull(handlers.get(handler)).getSource();
  }

  @Test
  void create_handler_does_what_the_file_does_and_stop_handler_ends_it() throws IOException {
    assertThat(run("create-handler", "a", "", "8500", "udp")).isEqualTo(ExitCode.DONE);
    Map<String, Handler> created = Map.copyOf(handlers);
    Map<String, Source> from = Map.copyOf(sources);
    assertThat(run("stop-handler", "a")).isEqualTo(ExitCode.DONE);
    assertThat(handlers).isEmpty();
    assertThat(sources).isEmpty();
    apply("handlers:\n- {name: a, conn_type: udp, address: ['', 8500]}\n");
    assertThat(handlers).isEqualTo(created);
    assertThat(sources).isEqualTo(from);
    assertThat(run("stop-handler", "b")).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void create_handler_takes_the_arguments_of_ait() {
    assertThat(
            run(
                "create-handler",
                "h",
                "eth0",
                "0x0800",
                "ethernet",
                "--rotate-log-index",
                "hour",
                "--rotate-log-delta",
                "3",
                "--file-name-pattern",
                "{name}-%H.pcap"))
        .isEqualTo(ExitCode.DONE);
    Handler handler = Objects.requireNonNull(handlers.get("h"));
    assertThat(handler.getCalendarRotation().getUnit()).isEqualTo(CalendarUnit.CALENDAR_UNIT_HOUR);
    assertThat(handler.getCalendarRotation().getDelta()).isEqualTo(3);
    assertThat(handler.getFileNamePattern()).isEqualTo("{name}-%H.pcap");
    Source source = Objects.requireNonNull(sources.get("ait.ethernet.eth0.2048"));
    assertThat(source.getInterface().getBpf()).isEqualTo("ether proto 2048");
    assertThat(run("create-handler", "t", "", "8125", "tcp", "--rotate-log", "false"))
        .isEqualTo(ExitCode.DONE);
    assertThat(Objects.requireNonNull(handlers.get("t")).hasCalendarRotation()).isFalse();
    assertThat(run("create-handler", "u", "", "0", "udp")).isEqualTo(ExitCode.USAGE);
    assertThat(run("create-handler", "u", "", "x", "udp")).isEqualTo(ExitCode.USAGE);
    assertThat(run("create-handler", "u", "", "1", "serial")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void stop_handler_leaves_a_source_that_others_have_or_that_has_its_own_name() {
    put(udp("mine", EncodingKind.ENCODING_KIND_PACKETS));
    run("create-handler", "a", "", "8500", "udp");
    run("create-handler", "b", "", "8501", "udp");
    run("create-handler", "c", "", "8501", "udp");
    run("stop-handler", "a");
    run("stop-handler", "b");
    assertThat(sources.keySet()).containsExactly("ait.udp..8501", "mine");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("capture"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--server", "localhost:" + server.getPort()));
    return TaplineCli.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void a_second_time_everything_is_there_already() throws IOException {
    apply(TWO_ON_ONE_PORT);
    Map<String, Handler> before = Map.copyOf(handlers);
    out.getBuffer().setLength(0);
    assertThat(apply(TWO_ON_ONE_PORT)).isEqualTo(ExitCode.DONE);
    assertThat(handlers).isEqualTo(before);
    assertThat(out.toString())
        .contains("unchanged", "0 added, 3 were there already.")
        .doesNotContain("would");
  }

  @Test
  void a_source_with_equal_settings_is_used_whatever_its_name() throws IOException {
    put(udp("mine", EncodingKind.ENCODING_KIND_PACKETS));
    assertThat(apply(TWO_ON_ONE_PORT)).isEqualTo(ExitCode.DONE);
    assertThat(sources.keySet()).containsExactly("mine");
    assertThat(sourceOf("a")).isEqualTo("mine");
  }

  @Test
  void a_tcp_source_is_the_same_whatever_its_connection_does() throws IOException {
    TcpSource server = TcpSource.newBuilder().setHost("127.0.0.1").setPort(8125).build();
    put(
        Source.newBuilder()
            .setName("feed")
            .setTcp(
                server.toBuilder().setConnection(TcpConnection.newBuilder().setFailedConnects(3)))
            .build());
    String text = "handlers:\n- {name: a, conn_type: tcp, address: ['', 8125]}\n";
    assertThat(apply(text)).isEqualTo(ExitCode.DONE);
    assertThat(sources.keySet()).containsExactly("feed");
    assertThat(out.toString()).contains("tcp 127.0.0.1 8125", "1 added, 1 were there already.");
  }

  @Test
  void a_dry_run_says_what_would_be_added_and_adds_nothing() throws IOException {
    put(udp("mine", EncodingKind.ENCODING_KIND_PACKETS));
    assertThat(apply(TWO_ON_ONE_PORT, "--dry-run", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(handlers).isEmpty();
    assertThat(out.toString())
        .contains(
            "{\"kind\":\"source\",\"name\":\"mine\"",
            "\"result\":\"unchanged\"",
            "\"result\":\"would be added\"");
    assertThat(err.toString()).contains("2 would be added, 1 are there already");
  }

  @Test
  void what_differs_is_named_and_nothing_is_added() throws IOException {
    put(udp("routers", EncodingKind.ENCODING_KIND_FLOW_EXPORT));
    handlers.put("b", Handler.newBuilder().setName("b").setSource("other").build());
    assertThat(apply(TWO_ON_ONE_PORT)).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString())
        .contains(
            "bsc.yaml:2: handlers[0]: the source routers receives on UDP port 8500 and reads"
                + " datagrams as flow_export, not as packets.",
            "bsc.yaml:3: handlers[1]: the handler b is there with another source,"
                + " file_name_pattern, calendar_rotation, file_form, pre_write_transforms.");
    assertThat(handlers.keySet()).containsExactly("b");
    assertThat(sources.keySet()).containsExactly("routers");
  }

  @Test
  void the_name_of_another_source_is_not_taken() throws IOException {
    put(
        udp("ait.udp..8500", EncodingKind.ENCODING_KIND_PACKETS).toBuilder()
            .setUdp(UdpSource.newBuilder().setPort(9))
            .build());
    assertThat(apply(TWO_ON_ONE_PORT)).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("the source ait.udp..8500 is there with other settings");
    assertThat(handlers).isEmpty();
  }

  @Test
  void when_the_sensor_refuses_one_what_was_added_is_removed_again() throws IOException {
    put(udp("other", EncodingKind.ENCODING_KIND_PACKETS).toBuilder().setUdp(port(1)).build());
    String text =
        TWO_ON_ONE_PORT
            + """
            - {name: c, conn_type: udp, address: ['', 8501], file_name_pattern: refused}
            """;
    assertThat(apply(text)).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString())
        .contains(
            "bsc.yaml:4: handlers[2]: the handler c cannot be added, so nothing of the file is.",
            "This pattern is refused.");
    assertThat(handlers).isEmpty();
    assertThat(sources.keySet()).containsExactly("other");
  }

  @Test
  void nothing_is_asked_of_the_sensor_when_the_file_is_wrong() throws IOException {
    assertThat(apply("handlers:\n- {name: a}\n")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("handlers[0] has no conn_type.");
    assertThat(sources).isEmpty();
  }

  private void put(Source source) {
    sources.put(source.getName(), source);
  }

  private static Source udp(String name, EncodingKind kind) {
    return Source.newBuilder()
        .setName(name)
        .setUdp(port(8500).toBuilder().setEncoding(Encoding.newBuilder().setKind(kind)))
        .setState(SourceState.SOURCE_STATE_RUNNING)
        .build();
  }

  private static UdpSource port(int port) {
    return UdpSource.newBuilder().setPort(port).build();
  }

  private int apply(String text, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("bsc.yaml"), text);
    List<String> all = new ArrayList<>(List.of("capture", "apply", file.toString()));
    all.addAll(List.of(options));
    all.addAll(List.of("--server", "localhost:" + server.getPort()));
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(all.toArray(String[]::new));
  }

  private static <T> void send(StreamObserver<T> answer, T message) {
    answer.onNext(message);
    answer.onCompleted();
  }

  /** Remembers sources. */
  private final class Sources extends SourceServiceGrpc.SourceServiceImplBase {
    @Override
    public void listSources(
        ListSourcesRequest request, StreamObserver<ListSourcesResponse> answer) {
      send(answer, ListSourcesResponse.newBuilder().addAllSources(sources.values()).build());
    }

    @Override
    public void createSource(CreateSourceRequest request, StreamObserver<Source> answer) {
      put(request.getSource());
      send(answer, request.getSource());
    }

    @Override
    public void deleteSource(
        DeleteSourceRequest request, StreamObserver<DeleteSourceResponse> answer) {
      sources.remove(request.getName());
      send(answer, DeleteSourceResponse.getDefaultInstance());
    }
  }

  /** Remembers handlers as a sensor shows them; refuses a pattern named refused. */
  private final class Handlers extends HandlerServiceGrpc.HandlerServiceImplBase {
    @Override
    public void listHandlers(
        ListHandlersRequest request, StreamObserver<ListHandlersResponse> answer) {
      send(answer, ListHandlersResponse.newBuilder().addAllHandlers(handlers.values()).build());
    }

    @Override
    public void addHandler(AddHandlerRequest request, StreamObserver<Handler> answer) {
      Handler handler = request.getHandler();
      if (handler.getFileNamePattern().equals("refused")) {
        answer.onError(
            Status.INVALID_ARGUMENT
                .withDescription("This pattern is refused.")
                .asRuntimeException());
        return;
      }
      Handler.Builder shown =
          handler.toBuilder().setStatistics(HandlerStatistics.newBuilder().setFrames(1));
      for (Transform.Builder transform : shown.getPreWriteTransformsBuilderList()) {
        if (transform.containsParameters("key")) {
          transform.putParameters("key", "***");
        }
      }
      handlers.put(handler.getName(), shown.build());
      send(answer, shown.build());
    }

    @Override
    public void getHandler(GetHandlerRequest request, StreamObserver<Handler> answer) {
      Handler there = handlers.get(request.getName());
      if (there == null) {
        answer.onError(Status.NOT_FOUND.asRuntimeException());
      } else {
        send(answer, there);
      }
    }

    @Override
    public void removeHandler(
        RemoveHandlerRequest request, StreamObserver<RemoveHandlerResponse> answer) {
      handlers.remove(request.getName());
      send(answer, RemoveHandlerResponse.getDefaultInstance());
    }
  }
}
