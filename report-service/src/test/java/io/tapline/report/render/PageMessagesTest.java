package io.tapline.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.type.Interval;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Completeness;
import io.tapline.report.page.Parsed;
import io.tapline.report.reports.AskedReports;
import io.tapline.report.reports.Change;
import io.tapline.report.reports.LongConnections;
import io.tapline.report.reports.Matrix;
import io.tapline.report.reports.Percentile;
import io.tapline.report.reports.Quality;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.Top;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.TrafficOverTime;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetLongRequest;
import io.tapline.report.v1.GetMatrixRequest;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetQualityRequest;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.PageFormat;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.StreamReportPageResponse;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class PageMessagesTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Interval HOUR = IntervalMessages.interval(START, START.plusSeconds(3_600));

  /** As a hostile client names the server that it asks for. */
  private static final String FOREIGN = "<script>alert(1)</script>";

  private final FakeLog log = new FakeLog();

  @BeforeEach
  void fill() {
    Random random = new Random(5);
    List<String> services = List.of("tls", "dns", "ssh", "smtp", "ntp", "", FOREIGN);
    for (int i = 0; i < 500; i++) {
      log.add(
          Row.at(
                  START.minusSeconds(3_600).plusSeconds(random.nextInt(7_200)),
                  "10.0." + random.nextInt(5) + "." + random.nextInt(9),
                  "192.0.2." + random.nextInt(6),
                  443)
              .service(services.get(random.nextInt(services.size())))
              .hostname(FOREIGN)
              .state(List.of("SF", "S0", "REJ", "RSTR").get(random.nextInt(4)))
              .lasting(Duration.ofMillis(random.nextInt(5_000_000)))
              .bytes(random.nextInt(90_000), random.nextInt(900_000)));
    }
  }

  private AskedReports reports() {
    return new AskedReports(
        new ServiceSummary(log),
        new TopTalkers(log),
        new TrafficOverTime(log),
        new Top(log),
        new Percentile(log),
        new Change(log),
        new Matrix(log),
        new LongConnections(log),
        new Quality(log));
  }

  private static StreamReportPageRequest.Builder page() {
    return StreamReportPageRequest.newBuilder();
  }

  static Stream<StreamReportPageRequest.Builder> requests() {
    return Stream.of(
        page().setServiceSummary(GetServiceSummaryRequest.newBuilder().setInterval(HOUR)),
        page().setTopTalkers(GetTopTalkersRequest.newBuilder().setInterval(HOUR)),
        page().setTrafficOverTime(GetTrafficOverTimeRequest.newBuilder().setInterval(HOUR)),
        page().setTop(top()),
        page().setPercentile(GetPercentileRequest.newBuilder().setInterval(HOUR)),
        page().setChange(GetChangeRequest.newBuilder().setInterval(HOUR).addColumns("service")),
        page().setMatrix(matrix()),
        page().setLong(GetLongRequest.newBuilder().setInterval(HOUR)),
        page().setQuality(GetQualityRequest.newBuilder().setInterval(HOUR)));
  }

  private static GetTopRequest.Builder top() {
    return GetTopRequest.newBuilder()
        .setInterval(HOUR)
        .addColumns("client")
        .addColumns("service")
        .setLimit(7);
  }

  private static GetMatrixRequest.Builder matrix() {
    return GetMatrixRequest.newBuilder()
        .setInterval(HOUR)
        .setRowColumn("client/24")
        .setColumnColumn("service")
        .setMeasure(TalkerMeasure.TALKER_MEASURE_CONNECTIONS)
        .setRows(3)
        .setColumns(4);
  }

  private List<StreamReportPageResponse> answer(StreamReportPageRequest.Builder request) {
    return PageMessages.answer(request.build(), reports());
  }

  private String text(StreamReportPageRequest.Builder request) {
    return answer(request).stream()
        .map(StreamReportPageResponse::getData)
        .reduce(ByteString.EMPTY, ByteString::concat)
        .toStringUtf8();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void every_report_is_a_page_with_a_plot_a_table_and_what_was_asked(
      StreamReportPageRequest.Builder request) {
    String text = text(request);
    Parsed page = Parsed.of(text);
    assertThat(page.elements("svg")).hasSize(1);
    assertThat(page.elements("script")).isEmpty();
    assertThat(page.elements("table")).hasSize(1);
    assertThat(page.texts("dd"))
        .contains("2026-03-02 10:00:00 to 2026-03-02 11:00:00", "UTC", "none");
    assertThat(page.texts("h2")).containsExactly("Complete");
    int columns = page.elements("thead").getFirst().getElementsByTagName("th").getLength();
    assertThat(page.elements("tr"))
        .hasSizeGreaterThan(2)
        .allSatisfy(row -> assertThat(row.getChildNodes().getLength()).isEqualTo(columns));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void every_report_is_a_plot_alone_also_without_data(StreamReportPageRequest.Builder request) {
    assertThat(Parsed.of(text(request.setFormat(PageFormat.PAGE_FORMAT_SVG))).elements("style"))
        .hasSize(1);
    log.rows.clear();
    Parsed.of(text(request));
    Parsed.of(text(request.setFormat(PageFormat.PAGE_FORMAT_HTML)));
    assertThat(answer(request).getLast().getRows()).isZero();
  }

  @Test
  void the_bars_are_the_numbers_of_the_rows() {
    Parsed page = Parsed.of(text(page().setTop(top())));
    Top.Answer answer = reports().top(top().build());
    assertThat(page.values())
        .isEqualTo(answer.rows().stream().map(row -> row.totals().bytes()).toList());
    assertThat(page.texts("code")).isEqualTo(answer.rows().stream().map(Top.Row::filter).toList());
  }

  @Test
  void the_cells_of_a_matrix_are_those_of_its_table_and_add_up_to_everything() {
    Parsed page = Parsed.of(text(page().setMatrix(matrix())));
    assertThat(page.values()).hasSize(4 * 5);
    assertThat(page.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(
            log.matching(io.tapline.report.log.Scope.active(START, START.plusSeconds(3_600), ""))
                .size());
    List<Long> rows =
        IntStream.range(0, 4)
            .mapToObj(row -> page.values().subList(row * 5, row * 5 + 5))
            .map(row -> row.stream().mapToLong(Long::longValue).sum())
            .toList();
    assertThat(numbers(page, 6).subList(0, 4)).isEqualTo(rows);
  }

  /** A column of the body and the sums below. */
  private static List<Long> numbers(Parsed page, int column) {
    return page.elements("tr").stream()
        .skip(1)
        .map(row -> (Element) row.getChildNodes().item(column))
        .map(cell -> Long.valueOf(cell.getTextContent().replace(",", "")))
        .toList();
  }

  @Test
  void the_areas_are_all_bytes_of_their_services() {
    GetTrafficOverTimeRequest asked =
        GetTrafficOverTimeRequest.newBuilder().setInterval(HOUR).setServices(3).build();
    Parsed page = Parsed.of(text(page().setTrafficOverTime(asked)));
    assertThat(page.values())
        .hasSize(4)
        .isEqualTo(
            reports().trafficOverTime(asked).series().stream()
                .map(series -> java.util.Arrays.stream(series.bytes()).sum())
                .toList());
  }

  @Test
  void the_page_says_what_is_missing_and_so_does_the_last_message() {
    Completeness.Loss loss =
        new Completeness.Loss("s/eth0", "capture.kernel", 7, "frames", START, null, FOREIGN);
    log.completeness = new Completeness(List.of(loss), Map.of("frames", 7L), START, 1, 1);
    StreamReportPageRequest.Builder request = page().setTop(top());
    assertThat(Parsed.of(text(request)).texts("h2")).containsExactly("Not complete");
    assertThat(Parsed.of(text(request)).texts("li"))
        .containsExactly(
            "Lost: 7 frames.",
            "2026-03-02 10:00:00, s/eth0 (capture.kernel): " + FOREIGN,
            "As of 2026-03-02 10:00:00.");
    StreamReportPageResponse last = answer(request).getLast();
    assertThat(last.getData().isEmpty()).isTrue();
    assertThat(last.getRows()).isEqualTo(7);
    assertThat(last.getCompleteness().getLostFrames()).isEqualTo(7);
  }

  @Test
  void long_pages_come_in_parts() {
    List<StreamReportPageResponse> parts =
        answer(page().setTop(top().addColumns("server").setLimit(1_000)));
    assertThat(parts).hasSizeGreaterThan(2);
    assertThat(parts.subList(0, parts.size() - 2))
        .allMatch(part -> part.getData().size() == PageMessages.CHUNK_BYTES);
  }

  @Test
  void times_are_of_the_zone_that_was_asked_for() {
    assertThat(text(page().setTop(top()).setTimeZone("Europe/Prague")))
        .contains("2026-03-02 11:00:00 to 2026-03-02 12:00:00");
    assertRefused("time_zone", page().setTop(top()).setTimeZone("Mars/Olympus"));
  }

  @Test
  void no_report_and_unknown_formats_are_refused() {
    assertRefused("`report`", page());
    assertRefused("`format`", page().setTop(top()).setFormatValue(9));
    assertThat(log.questions).isEmpty();
  }

  private void assertRefused(String words, StreamReportPageRequest.Builder request) {
    assertThatThrownBy(() -> answer(request))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_PARAMETER));
  }
}
