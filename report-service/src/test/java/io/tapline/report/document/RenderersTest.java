package io.tapline.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.document.ReportAnswer.Cell;
import io.tapline.report.log.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderersTest {
  private static ReportAnswer answer(List<List<Cell>> rows) {
    Instant start = Instant.parse("2026-03-02T00:00:00Z");
    return new ReportAnswer(
        "top",
        new Span(start, start.plusSeconds(60)),
        List.of("host", "bytes"),
        rows,
        List.of("In all: 3."),
        "{}");
  }

  @Test
  void csv_quotes_what_has_to_be_and_gives_a_spreadsheet_no_formula() {
    ReportAnswer answer =
        answer(
            List.of(
                List.of(Cell.of("a,b"), Cell.of(-3)),
                List.of(Cell.of("say \"x\"\nnow"), Cell.of(4)),
                List.of(Cell.of("=cmd()"), Cell.of(5))));
    assertThat(new CsvRenderer().render(answer))
        .isEqualTo("host,bytes\r\n\"a,b\",-3\r\n\"say \"\"x\"\"\nnow\",4\r\n'=cmd(),5\r\n");
  }

  @Test
  void text_has_aligned_columns_and_no_control_characters() {
    ReportAnswer answer =
        answer(
            List.of(
                List.of(Cell.of("www.example.org"), Cell.of(10)),
                List.of(Cell.of("b\u001b[2J"), Cell.of(2_000))));
    assertThat(new TextRenderer().render(answer))
        .isEqualTo(
            """
            top
            2026-03-02T00:00:00Z to 2026-03-02T00:01:00Z
            In all: 3.

            host             bytes
            www.example.org     10
            b?[2J             2000
            """);
  }

  @Test
  void an_answer_without_rows_has_its_names() {
    assertThat(new CsvRenderer().render(answer(List.of()))).isEqualTo("host,bytes\r\n");
    assertThat(new TextRenderer().render(answer(List.of()))).endsWith("\n\nhost  bytes\n");
  }
}
