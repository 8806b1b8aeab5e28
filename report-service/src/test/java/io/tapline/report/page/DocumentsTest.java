package io.tapline.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class DocumentsTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  /** What somebody on the network might call a host. */
  private static final String FOREIGN =
      "</text></title><script>alert(1)</script>\"'><img src=x onerror='a'>&amp;]]>--><!--";

  private static final Plot BARS =
      new Plot.Bars(
          "Bytes " + FOREIGN,
          FOREIGN,
          List.of(""),
          false,
          List.of(
              new Plot.Bar(FOREIGN, "2.00 kB", List.of(2_000L)),
              new Plot.Bar("b", "1 B", List.of(1L))));

  private static final Plot CHANGES =
      new Plot.Bars(
          "Change",
          "Change.",
          List.of(""),
          false,
          List.of(new Plot.Bar("up", "+7", List.of(7L)), new Plot.Bar("down", "-9", List.of(-9L))));

  private static final Plot SHARES =
      new Plot.Bars(
          "Shares",
          "Shares.",
          List.of("good", FOREIGN),
          true,
          List.of(
              new Plot.Bar("a", "1:3", List.of(1L, 3L)),
              new Plot.Bar("b", "0:0", List.of(0L, 0L))));

  private static final Plot HEAT =
      new Plot.Heat(
          "Heat",
          "Heat.",
          Unit.CONNECTIONS,
          List.of(FOREIGN, "others"),
          List.of("x", FOREIGN, "others"),
          List.of(List.of(1L, 0L, 5L), List.of(1_000_000L, 30L, Long.MAX_VALUE)));

  private static Plot areas(int buckets, int series, long most) {
    Random random = new Random(3);
    return new Plot.Areas(
        "Areas",
        "Areas.",
        Unit.BYTES,
        IntStream.range(0, buckets).mapToObj(i -> START.plusSeconds(300L * i)).toList(),
        ZoneOffset.UTC,
        IntStream.range(0, series)
            .mapToObj(
                i -> new Plot.Series(i + FOREIGN, "x", random.longs(buckets, 0, most).toArray()))
            .toList(),
        new Plot.Mark("mark " + FOREIGN, most / 2));
  }

  static Stream<Plot> plots() {
    return Stream.of(
        BARS,
        CHANGES,
        SHARES,
        HEAT,
        areas(288, 21, 1_000_000),
        areas(27_000, 1, 1_000_000),
        areas(1, 1, 2),
        areas(0, 0, 1),
        new Plot.Bars("None", "None.", List.of(""), false, List.of()),
        new Plot.Heat("None", "None.", Unit.BYTES, List.of(), List.of(), List.of()));
  }

  private static Page page(Plot... plots) {
    Table table =
        new Table(
            "Caption " + FOREIGN,
            List.of(Table.Column.text("Host"), Table.Column.number("Bytes"), Table.Column.filter()),
            1,
            List.of(
                List.of(FOREIGN, "2.00 kB", "hostname = \"" + FOREIGN + "\""),
                List.of("b", "1 B", "")),
            List.of(List.of("In all", "2.00 kB", "")));
    return new Page(
        "Title " + FOREIGN,
        List.of(new Page.Fact("Filter", FOREIGN)),
        List.of(new Page.Section(List.of(plots), table, List.of("Note " + FOREIGN))),
        new Page.Coverage(false, List.of("Lost: 7 frames.", FOREIGN)));
  }

  @ParameterizedTest
  @MethodSource("plots")
  void documents_are_well_formed_and_name_nothing_outside(Plot plot) {
    for (String text : List.of(HtmlDocument.of(page(plot, plot)), SvgDocument.of(page(plot)))) {
      Parsed parsed = Parsed.of(text);
      assertThat(parsed.elements("script")).isEmpty();
      assertThat(parsed.elements("img")).isEmpty();
      assertThat(parsed.attributes("src")).isEmpty();
      assertThat(parsed.attributes("href")).isEmpty();
      assertThat(parsed.attributes("onerror")).isEmpty();
      assertThat(parsed.attributes("fill")).allMatch(fill -> fill.startsWith("url(#p"));
      assertThat(parsed.attributes("id")).doesNotHaveDuplicates();
      assertThat(text.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:");
      assertThat(String.join("", parsed.texts("style"))).doesNotContain("url(", "@import");
      assertThat(text.chars()).allMatch(c -> c < 0x7F && (c >= 0x20 || c == '\n'));
    }
  }

  @ParameterizedTest
  @MethodSource("plots")
  void every_fill_that_is_used_is_defined_and_differs_from_all_others(Plot plot) {
    Parsed parsed = Parsed.of(SvgDocument.of(page(plot)));
    List<String> fills =
        parsed.elements("pattern").stream()
            .map(each -> "url(#" + each.getAttribute("id") + ")")
            .toList();
    assertThat(fills).containsAll(parsed.attributes("fill"));
    assertThat(parsed.elements("pattern")).extracting(DocumentsTest::look).doesNotHaveDuplicates();
  }

  private static String look(Element pattern) {
    return ((Element) pattern.getFirstChild()).getAttribute("class")
        + ((Element) pattern.getLastChild()).getAttribute("d");
  }

  @ParameterizedTest
  @MethodSource("plots")
  void plots_say_in_words_what_they_show(Plot plot) {
    Element svg = Parsed.of(SvgDocument.of(page(plot))).elements("svg").getFirst();
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("p0t p0d");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(plot.title());
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo(plot.description());
  }

  @Test
  void foreign_text_is_the_same_text_for_the_reader() {
    Parsed parsed = Parsed.of(HtmlDocument.of(page(BARS)));
    assertThat(parsed.texts("h1")).containsExactly("Title " + FOREIGN);
    assertThat(parsed.texts("dd")).containsExactly(FOREIGN);
    assertThat(parsed.texts("code")).containsExactly("hostname = \"" + FOREIGN + "\"");
    assertThat(parsed.texts("li")).containsExactly("Lost: 7 frames.", FOREIGN);
    assertThat(parsed.texts("p")).containsExactly("Note " + FOREIGN);
  }

  @Test
  void what_moves_the_cursor_or_turns_the_writing_is_replaced_and_letters_stay() {
    String text =
        new Markup().text("a\u202Eb\u0000c\u001Bd\uD800e \u017Elu\u0165 \uD83D\uDC0E\n").toString();
    assertThat(text)
        .isEqualTo("a&#xfffd;b&#xfffd;c&#xfffd;d&#xfffd;e &#x17e;lu&#x165; &#x1f40e;&#xfffd;");
  }

  @Test
  void rows_and_columns_of_tables_have_a_scope() {
    Parsed parsed = Parsed.of(HtmlDocument.of(page(BARS)));
    assertThat(parsed.elements("th"))
        .extracting(cell -> cell.getAttribute("scope"))
        .containsExactly("col", "col", "col", "row", "row", "row");
    assertThat(parsed.texts("caption")).containsExactly("Caption " + FOREIGN);
    assertThat(parsed.elements("tfoot")).hasSize(1);
  }

  @Test
  void bars_and_cells_stand_for_their_numbers() {
    assertThat(values(BARS)).containsExactly(2_000L, 1L);
    assertThat(values(CHANGES)).containsExactly(7L, -9L);
    assertThat(values(SHARES)).containsExactly(1L, 3L, 0L, 0L);
    assertThat(values(HEAT)).containsExactly(1L, 0L, 5L, 1_000_000L, 30L, Long.MAX_VALUE);
  }

  private static List<Long> values(Plot plot) {
    return Parsed.of(SvgDocument.of(page(plot))).values();
  }

  @Test
  void bars_are_as_long_as_their_share_of_the_longest() {
    assertThat(widths(BARS)).containsExactly(480.0, 0.24);
    assertThat(widths(CHANGES)).containsExactly(210.0, 270.0);
    assertThat(widths(SHARES)).containsExactly(120.0, 360.0, 0.0, 0.0);
  }

  private static List<Double> widths(Plot plot) {
    return Parsed.of(SvgDocument.of(page(plot))).elements("rect").stream()
        .filter(rect -> rect.getAttribute("class").equals("bar"))
        .map(rect -> Double.valueOf(rect.getAttribute("width")))
        .toList();
  }

  @Test
  void areas_stand_for_all_of_their_series_and_the_highest_of_neighbours_is_drawn() {
    long[] values = LongStream.range(0, 2_000).map(i -> i == 1_234 ? 1_000 : i % 7).toArray();
    Plot plot =
        new Plot.Areas(
            "Areas",
            "Areas.",
            Unit.BYTES,
            IntStream.range(0, 2_000).mapToObj(START::plusSeconds).toList(),
            ZoneId.of("Europe/Prague"),
            List.of(new Plot.Series("a", "x", values)),
            null);
    String svg = SvgDocument.of(page(plot));
    assertThat(Parsed.of(svg).values()).containsExactly(Arrays.stream(values).sum());
    assertThat(svg).contains(" 34.0H").contains(">11:00:00<");
  }

  @Test
  void numbers_are_written_alike_in_every_language() {
    String document = HtmlDocument.of(page(BARS, HEAT, areas(30, 3, 5_000)));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(HtmlDocument.of(page(BARS, HEAT, areas(30, 3, 5_000)))).isEqualTo(document);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void completeness_is_said_in_words() {
    assertThat(HtmlDocument.of(page(BARS))).contains(">Not complete</h2>");
    Page complete =
        new Page("Title", List.of(), List.of(), new Page.Coverage(true, List.of("All of it.")));
    assertThat(HtmlDocument.of(complete)).contains(">Complete</h2>").contains("All of it.");
    assertThatThrownBy(() -> SvgDocument.of(complete)).isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 999, 1_000, 999_499, 999_500, 1_230_000, Long.MAX_VALUE})
  void amounts_have_three_digits_and_a_unit(long amount) {
    assertThat(Unit.BYTES.text(amount)).matches("(\\d{1,3}|\\d\\.\\d\\d|\\d\\d\\.\\d) [kMGTPE]?B");
    assertThat(Unit.BITS_PER_SECOND.text(amount)).endsWith("bit/s");
    assertThat(Unit.MILLISECONDS.text(amount)).isNotEmpty();
  }

  @Test
  void changes_have_a_sign_and_durations_a_clock() {
    assertThat(Unit.BYTES.change(-1_230)).isEqualTo("\u22121.23 kB");
    assertThat(Unit.CONNECTIONS.change(4_711)).isEqualTo("+4,711");
    assertThat(Unit.CONNECTIONS.change(0)).isEqualTo("0");
    assertThat(Unit.BYTES.change(Long.MIN_VALUE)).isEqualTo("\u22129.22 EB");
    assertThat(Unit.MILLISECONDS.text(59_999)).isEqualTo("59.999 s");
    assertThat(Unit.MILLISECONDS.text(60_000)).isEqualTo("00:01:00");
    assertThat(Unit.MILLISECONDS.text(90_061_000)).isEqualTo("1 d 01:01:01");
  }
}
