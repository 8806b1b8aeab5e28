package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Encoding.Kind;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestLinkEndpoint;
import io.tapline.capture.deliver.IngestTotals;
import io.tapline.capture.importing.ImportRequest.Offer;
import io.tapline.capture.importing.ImportRequest.Reading;
import io.tapline.capture.names.SourceNames;
import io.tapline.rpc.Refusal;
import io.tapline.type.v1.EncodingKind;
import io.tapline.wire.fileid.OwnerProof;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportFormatsTest {
  private static final long MODIFIED_NANOS = 1_700_000_000_123_456_789L;
  private static final long MAX_BYTES = 1 << 28;

  /** A file, what it is, and the frames that it holds. */
  record Sample(String format, Kind kind, byte[] content, List<byte[]> frames) {
    static Sample text(String format, Kind kind, String text) {
      return new Sample(format, kind, text.getBytes(UTF_8), FlowFiles.lines(text));
    }

    @Override
    public String toString() {
      return format;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        Sample.text("firewall-syslog", Kind.FIREWALL_LOG, FlowFiles.SYSLOG),
        Sample.text("fwctllog", Kind.FIREWALL_LOG, FlowFiles.FWCTLLOG),
        Sample.text("firewall-journal", Kind.FIREWALL_LOG, FlowFiles.JOURNAL),
        Sample.text("zeek-tsv", Kind.ZEEK_CONN, FlowFiles.ZEEK_TSV),
        Sample.text("zeek-json", Kind.ZEEK_CONN, FlowFiles.ZEEK_JSON),
        Sample.text("eve", Kind.EVE, FlowFiles.EVE),
        Sample.text("nfdump-csv", Kind.NFDUMP_CSV, FlowFiles.NFDUMP),
        new Sample(
            "flow-tools",
            Kind.FLOW_TOOLS,
            FlowFiles.flowTools(9, false),
            FlowFiles.flowToolsFrames(9, false)),
        new Sample(
            "flow-tools",
            Kind.FLOW_TOOLS,
            FlowFiles.flowTools(2000, true),
            FlowFiles.flowToolsFrames(2000, true)),
        new Sample(
            "flow-messages",
            Kind.FLOW_EXPORT,
            Messages.file(Messages.several()),
            Messages.several()));
  }

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private @Nullable Imports running;

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
    log.close();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_file_is_known_by_its_content_and_delivered_whole(Sample sample) throws Exception {
    ImportRecord record = imported(started(), "file", sample.content());
    assertThat(record.format()).isEqualTo(sample.format());
    assertThat(record.encoding()).isEqualTo(Encoding.of(sample.kind()));
    assertThat(log.source("file").encoding().getKind().name())
        .isEqualTo("ENCODING_KIND_" + sample.kind());
    assertThat(log.source("file").frames()).isEqualTo(described(sample.frames()));
    assertThat(record.losses()).isEmpty();
    IngestTotals totals = Objects.requireNonNull(record.totals());
    assertThat(totals.flowRecords()).isEqualTo(2L * sample.frames().size());
    assertThat(totals.counters()).containsEntry("lost_flows", 7L);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void an_import_survives_a_log_that_fails_at_random_moments(Sample sample) throws Exception {
    log.accidents(new Random(3));
    imported(started(), "file", sample.content());
    assertThat(log.source("file").frames()).isEqualTo(described(sample.frames()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_compressed_file_is_the_same_import(Sample sample) throws Exception {
    Imports imports = started();
    ImportRecord record = imported(imports, "file.gz", FlowFiles.gzip(sample.content()));
    assertThat(record.compression()).isEqualTo("gzip");
    assertThat(record.format()).isEqualTo(sample.format());
    assertThat(log.source("file.gz").frames()).isEqualTo(described(sample.frames()));
    assertThat(accept(imports, "file", sample.content(), Reading.DETECTED).already()).isTrue();
    assertThat(
            accept(imports, "file.zst", FlowFiles.zstd(sample.content()), Reading.DETECTED)
                .already())
        .isTrue();
  }

  @Test
  void a_capture_may_be_compressed_once_and_twice() throws Exception {
    byte[] content = Captures.pcap(500);
    ImportRecord record = imported(started(), "a", FlowFiles.gzip(FlowFiles.zstd(content)));
    assertThat(record.compression()).isEqualTo("gzip+zstd");
    assertThat(log.source("a").frames()).isEqualTo(Captures.frames(500));
  }

  @Test
  void a_torn_compressed_file_is_taken_as_far_as_it_goes() throws Exception {
    byte[] compressed = FlowFiles.gzip(Captures.pcap(5000));
    ImportRecord record =
        imported(started(), "a.gz", Arrays.copyOf(compressed, compressed.length * 3 / 4));
    List<String> frames = log.source("a.gz").frames();
    assertThat(frames).hasSizeBetween(100, 4999);
    assertThat(frames).isEqualTo(Captures.frames(frames.size()));
    assertThat(record.losses())
        .singleElement()
        .matches(loss -> loss.description().contains("gzip data ends too early"));
    assertThat(log.source("a.gz").losses())
        .singleElement()
        .matches(loss -> loss.getBeforePosition() == frames.size());
  }

  @Test
  void a_compressed_file_that_holds_nothing_is_corrupt() throws Exception {
    byte[] header = Arrays.copyOf(FlowFiles.gzip(new byte[0]), 10);
    refused("a.gz", header, Reading.DETECTED, Reason.CORRUPT_FILE, "gzip");
    refused("e.gz", FlowFiles.gzip(new byte[0]), Reading.DETECTED, Reason.EMPTY_FILE, "is empty");
  }

  @Test
  void a_file_that_grows_beyond_the_ratio_is_refused_and_leaves_nothing() throws Exception {
    byte[] bomb = FlowFiles.gzip(("x".repeat(1000) + FlowFiles.SYSLOG).repeat(200).getBytes(UTF_8));
    Imports imports = started(new ImportLimits(MAX_BYTES, 10, 1000, 0, 2, List.of()));
    assertThatThrownBy(() -> accept(imports, "bomb.gz", bomb, Reading.DETECTED))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE));
    assertThat(filesIn(directory.resolve("imports"))).isEmpty();
  }

  @Test
  void a_compressed_file_over_the_size_is_refused() throws Exception {
    byte[] large = FlowFiles.zstd(FlowFiles.SYSLOG.repeat(100).getBytes(UTF_8));
    Imports imports = started(new ImportLimits(5000, 1000, 1 << 20, 0, 2, List.of()));
    assertThatThrownBy(() -> accept(imports, "large", large, Reading.DETECTED))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE));
  }

  @Test
  void a_compressed_file_of_the_server_is_decompressed_into_the_store() throws Exception {
    Imports imports = started();
    Path root = Files.createDirectories(directory.resolve("root"));
    Path file =
        Files.write(root.resolve("k.log.gz"), FlowFiles.gzip(FlowFiles.SYSLOG.getBytes(UTF_8)));
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED_NANOS, TimeUnit.NANOSECONDS));
    ImportRequest request =
        new ImportRequest(
            "k.log.gz", "", 0, false, file.toString(), Reading.DETECTED, 0, Offer.NONE);
    ImportRecord record = result(imports.acceptPath(request).job());
    assertThat(record.serverPath()).isEmpty();
    assertThat(record.modifyNanos()).isEqualTo(MODIFIED_NANOS);
    Files.delete(file);
    assertThat(log.source("k.log.gz").frames())
        .isEqualTo(described(FlowFiles.lines(FlowFiles.SYSLOG)));
  }

  @Test
  void a_capture_of_flow_exports_keeps_its_packets_under_another_encoding() throws Exception {
    Imports imports = started();
    imported(imports, "a.pcap", Captures.pcap(20));
    Reading netflow = new Reading(Kind.FLOW_EXPORT, 0, "");
    Imports.Accepted again = accept(imports, "a.pcap", Captures.pcap(20), netflow);
    assertThat(again.already()).isFalse();
    ImportRecord record = result(again.job());
    assertThat(record.source()).isEqualTo("a.pcap#2");
    assertThat(record.format()).isEqualTo("pcap");
    assertThat(log.source("a.pcap#2").frames()).isEqualTo(Captures.frames(20));
    assertThat(log.source("a.pcap#2").encoding().getKind())
        .isEqualTo(EncodingKind.ENCODING_KIND_FLOW_EXPORT);
    assertThat(accept(imports, "a.pcap", Captures.pcap(20), netflow).already()).isTrue();
  }

  @Test
  void year_and_zone_reach_the_log() throws Exception {
    Reading reading = new Reading(null, 2003, "Europe/Prague");
    Imports imports = started();
    result(accept(imports, "k.log", FlowFiles.SYSLOG.getBytes(UTF_8), reading).job());
    assertThat(log.source("k.log").encoding().getFirstYear()).isEqualTo(2003);
    assertThat(log.source("k.log").encoding().getTimeZone()).isEqualTo("Europe/Prague");
  }

  @Test
  void a_file_that_is_not_what_was_said_is_refused_with_what_it_is() throws Exception {
    Reading syslog = new Reading(Kind.FIREWALL_LOG, 0, "");
    refused("a.pcap", Captures.pcap(3), syslog, Reason.UNKNOWN_FORMAT, "is pcap and cannot");
    Reading capture = new Reading(Kind.PACKETS, 0, "");
    byte[] eve = FlowFiles.EVE.getBytes(UTF_8);
    refused("eve.json", eve, capture, Reason.UNKNOWN_FORMAT, "is eve and cannot be read as a cap");
    refused("zeros", new byte[5000], syslog, Reason.UNKNOWN_FORMAT, "not known");
  }

  @Test
  void a_log_without_any_line_of_its_kind_at_the_beginning_is_taken_when_it_is_said_what_it_is()
      throws Exception {
    byte[] content = "Nov 21 03:00:00 gate sshd[7]: hello\n".getBytes(UTF_8);
    refused("k.log", content, Reading.DETECTED, Reason.UNKNOWN_FORMAT, "not known");
    Reading syslog = new Reading(Kind.FIREWALL_LOG, 0, "");
    assertThat(result(accept(started(), "k.log", content, syslog).job()).format())
        .isEqualTo("firewall-syslog");
    Reading zeek = new Reading(Kind.ZEEK_CONN, 0, "");
    ImportRecord record = result(accept(started(), "conn.log", content, zeek).job());
    assertThat(record.encoding().kind()).isEqualTo(Kind.ZEEK_CONN);
  }

  @Test
  void what_the_client_says_of_a_log_overrules_what_it_looks_like() throws Exception {
    Reading syslog = new Reading(Kind.FIREWALL_LOG, 0, "");
    byte[] eve = FlowFiles.EVE.getBytes(UTF_8);
    ImportRecord record = result(accept(started(), "eve.json", eve, syslog).job());
    assertThat(record.format()).isEqualTo("firewall-syslog");
    assertThat(record.encoding().kind()).isEqualTo(Kind.FIREWALL_LOG);
  }

  @Test
  void a_log_with_a_hole_of_nul_bytes_is_a_log() throws Exception {
    byte[] content = ("\0".repeat(100_000) + FlowFiles.SYSLOG).getBytes(UTF_8);
    assertThat(imported(started(), "k.log", content).format()).isEqualTo("firewall-syslog");
    assertThat(log.source("k.log").frames()).hasSize(FlowFiles.lines(FlowFiles.SYSLOG).size());
  }

  @Test
  void a_foreign_file_is_refused_with_the_reason_for_each_format() throws Exception {
    Imports imports = started();
    assertThatThrownBy(() -> accept(imports, "x", "some text\n".getBytes(UTF_8), Reading.DETECTED))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
              assertThat(e.details()).hasSizeGreaterThan(8).containsKeys("not_pcap", "not_eve");
              assertThat(e.details().keySet()).allMatch(key -> key.matches("[a-z_-]+"));
            });
    byte[] xz = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, 0};
    refused("x.xz", xz, Reading.DETECTED, Reason.UNKNOWN_FORMAT, "xz -d");
  }

  @Test
  void a_damaged_flow_tools_header_is_corrupt() throws Exception {
    byte[] cut = Arrays.copyOf(FlowFiles.flowTools(1, false), 20);
    refused("ft", cut, Reading.DETECTED, Reason.CORRUPT_FILE, "ends within its header");
  }

  @Test
  void the_torn_tail_of_a_flow_tools_stream_is_a_loss() throws Exception {
    byte[] whole = FlowFiles.flowTools(5, false);
    ImportRecord record = imported(started(), "ft", Arrays.copyOf(whole, whole.length - 7));
    assertThat(log.source("ft").frames()).isEqualTo(described(FlowFiles.flowToolsFrames(4, false)));
    assertThat(record.losses()).hasSize(1);
  }

  @Test
  void flow_messages_are_taken_as_flow_exports_and_as_nothing_else() throws Exception {
    byte[] content = Messages.file(Messages.several());
    Reading netflow = new Reading(Kind.FLOW_EXPORT, 0, "");
    assertThat(result(accept(started(), "a.dat", content, netflow).job()).format())
        .isEqualTo("flow-messages");
    Reading packets = new Reading(Kind.PACKETS, 0, "");
    refused("b.dat", content, packets, Reason.UNKNOWN_FORMAT, "is flow-messages and cannot");
  }

  @Test
  void the_torn_tail_of_flow_messages_is_a_loss_with_its_place() throws Exception {
    byte[] whole = Messages.file(Messages.several());
    ImportRecord record = imported(started(), "a.dat", Arrays.copyOf(whole, whole.length - 1));
    List<byte[]> messages = Messages.several();
    assertThat(log.source("a.dat").frames())
        .isEqualTo(described(messages.subList(0, messages.size() - 1)));
    int last = whole.length - messages.getLast().length;
    assertThat(record.losses())
        .singleElement()
        .matches(loss -> loss.description().startsWith("The message at byte " + last + " is cut"))
        .matches(loss -> loss.beforePosition() == messages.size() - 1);
  }

  @Test
  void a_record_of_an_earlier_version_is_of_a_capture() throws Exception {
    Imports imports = started();
    imported(imports, "a.pcap", Captures.pcap(5));
    imports.close();
    Path record = directory.resolve("imports/records/a.pcap.json");
    String old =
        Files.readString(record)
            .replaceAll("\"encoding\":\\{[^}]*\\},\"compression\":\"\",\"torn\":\"\",", "")
            .replaceAll("\"modifyNanos\":\\d+,", "")
            .replaceAll(",\"flowRecords\":\\d+,\"counters\":\\{[^}]*\\}", "");
    assertThat(old).doesNotContain("encoding", "torn", "modifyNanos", "flowRecords", "counters");
    Files.writeString(record, old);
    ImportJob job = started().find("a.pcap").orElseThrow();
    assertThat(job.record().encoding()).isEqualTo(Encoding.PACKETS);
    assertThat(job.record().compression()).isEmpty();
    assertThat(Objects.requireNonNull(job.record().totals()).counters()).isEmpty();
  }

  private void refused(String name, byte[] content, Reading reading, Reason reason, String words) {
    Imports imports = running == null ? started() : running;
    assertThatThrownBy(() -> accept(imports, name, content, reading))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
    assertThat(log.source(name).frames()).isEmpty();
  }

  private Imports started() {
    return started(
        new ImportLimits(MAX_BYTES, 1000, 1 << 20, 0, 2, List.of(directory.resolve("root"))));
  }

  private Imports started(ImportLimits limits) {
    if (running != null) {
      running.close();
    }
    Imports imports =
        new Imports(
            directory.resolve("imports"),
            limits,
            new OwnerKey(directory.resolve(OwnerProof.FILE_NAME), true),
            this::deliverer,
            new SourceNames(),
            Clock.systemUTC());
    imports.start();
    running = imports;
    return imports;
  }

  private Deliverer deliverer(Feed feed) {
    return new Deliverer(
        "local",
        feed,
        new IngestLinkEndpoint(log.channel()),
        new DeliveryLimits(1 << 20, 5, 20),
        new CaptureCounters());
  }

  private static ImportRecord imported(Imports into, String name, byte[] content) throws Exception {
    return result(accept(into, name, content, Reading.DETECTED).job());
  }

  private static Imports.Accepted accept(Imports into, String name, byte[] content, Reading reading)
      throws IOException {
    return into.accept(
        new ImportRequest(name, "", 0, false, "", reading, MODIFIED_NANOS, Offer.NONE),
        new ByteArrayInputStream(content));
  }

  private static ImportRecord result(ImportJob job) throws Exception {
    ImportRecord record = job.result().get(20, TimeUnit.SECONDS);
    assertThat(record.failure()).isEmpty();
    return record;
  }

  private static List<String> described(List<byte[]> frames) {
    return frames.stream()
        .map(frame -> FakeLog.describe(MODIFIED_NANOS, frame.length, 147, frame))
        .toList();
  }

  private static List<Path> filesIn(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
