package io.tapline.wire.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.flow.FlowRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RowWriterTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", ColumnType.TEXT),
          new Column("count", ColumnType.COUNT),
          new Column("address", ColumnType.ADDRESS),
          new Column("time", ColumnType.TIME),
          new Column("took", ColumnType.DURATION),
          new Column("yes", ColumnType.FLAG));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void fill(RowWriter rows, String name) throws IOException {
    rows.text(name).number(7).address(0, 0xFFFF_0A00_0001L).time(1_772_323_200_000_123_000L);
    rows.duration(1_500_000_001L).flag(true).endRow();
  }

  private static void nothing(RowWriter rows) throws IOException {
    rows.none().none().none().none().none().none().endRow();
  }

  @Test
  void csv_has_a_header_and_quotes_what_needs_it() throws IOException {
    RowWriter rows = new CsvWriter(out, COLUMNS);
    rows.begin();
    fill(rows, "a,\"b\"\nc");
    fill(rows, "");
    nothing(rows);
    assertThat(text())
        .isEqualTo(
            """
            name,count,address,time,took,yes
            "a,""b""
            c",7,10.0.0.1,2026-03-01T00:00:00.000123Z,1.500000001,true
            "",7,10.0.0.1,2026-03-01T00:00:00.000123Z,1.500000001,true
            ,,,,,
            """);
  }

  @Test
  void json_leaves_out_what_has_no_value() throws IOException {
    RowWriter rows = new JsonLinesWriter(out, COLUMNS);
    rows.begin();
    fill(rows, "a\"\\\t");
    nothing(rows);
    assertThat(text())
        .isEqualTo(
            """
            {"name":"a\\"\\\\\\u0009","count":7,"address":"10.0.0.1",\
            "time":"2026-03-01T00:00:00.000123Z","took":1.500000001,"yes":true}
            {}
            """);
  }

  @Test
  void zeek_has_its_header_marks_and_escapes() throws IOException {
    RowWriter rows = new ZeekWriter(out, COLUMNS, "things");
    rows.begin();
    fill(rows, "a\tb\\");
    fill(rows, "");
    fill(rows, "-");
    nothing(rows);
    assertThat(text())
        .isEqualTo(
            """
            #separator \\x09
            #set_separator\t,
            #empty_field\t(empty)
            #unset_field\t-
            #path\tthings
            #fields\tname\tcount\taddress\ttime\ttook\tyes
            #types\tstring\tcount\taddr\ttime\tinterval\tbool
            a\\x09b\\x5c\t7\t10.0.0.1\t1772323200.000123\t1.500000001\tT
            (empty)\t7\t10.0.0.1\t1772323200.000123\t1.500000001\tT
            \\x2d\t7\t10.0.0.1\t1772323200.000123\t1.500000001\tT
            -\t-\t-\t-\t-\t-
            """);
  }

  @Test
  void values_must_fit_the_columns() throws IOException {
    RowWriter rows = new CsvWriter(out, COLUMNS);
    assertThatThrownBy(() -> rows.number(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(rows::endRow).isInstanceOf(IllegalStateException.class);
    RowWriter full = new CsvWriter(out, List.of(new Column("a", ColumnType.TEXT)));
    full.text("x");
    assertThatThrownBy(() -> full.text("y")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_flow_fits_its_columns_in_every_format() throws IOException {
    FlowRecord flow = new FlowRecord();
    flow.clear();
    flow.rttNanos = 5_000_000;
    flow.protocol = 6;
    for (RowWriter rows :
        List.of(
            new CsvWriter(out, FlowTable.COLUMNS),
            new JsonLinesWriter(out, FlowTable.COLUMNS),
            new ZeekWriter(out, FlowTable.COLUMNS, "flow"))) {
      rows.begin();
      FlowTable.write(flow, rows);
    }
    assertThat(text()).contains("\"protocol\":\"tcp\"", "\"rtt\":0.005000", "1970-01-01T00:00:00Z");
  }

  @Property
  void csv_gives_back_its_texts(@ForAll("rows") List<String> texts) throws IOException {
    assertThat(CsvText.rows(written(texts, CsvWriter::new)))
        .isEqualTo(List.of(names(texts), texts));
  }

  @Property
  void json_gives_back_its_texts(@ForAll("rows") List<String> texts) throws IOException {
    String json = written(texts, JsonLinesWriter::new);
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        members.put(parser.currentName(), parser.nextTextValue());
      }
    }
    assertThat(new ArrayList<>(members.keySet())).isEqualTo(names(texts));
    assertThat(new ArrayList<>(members.values())).isEqualTo(texts);
    assertThat(json).endsWith("}\n").hasLineCount(1);
  }

  private interface Format {
    RowWriter writer(OutputStream out, List<Column> columns);
  }

  private static String written(List<String> texts, Format format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Column> columns =
        names(texts).stream().map(name -> new Column(name, ColumnType.TEXT)).toList();
    RowWriter rows = format.writer(bytes, columns);
    rows.begin();
    texts.forEach(rows::text);
    rows.endRow();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<String> names(List<String> texts) {
    List<String> names = new ArrayList<>();
    texts.forEach(text -> names.add("c" + names.size()));
    return names;
  }

  @Provide
  Arbitrary<List<String>> rows() {
    Arbitrary<Character> characters =
        Arbitraries.chars()
            .all()
            .filter(c -> !Character.isSurrogate(c))
            .injectDuplicates(0.1)
            .edgeCases(edges -> edges.add('"', ',', '\n', '\r', '\\', '\t', '\0'));
    return characters
        .list()
        .ofMaxSize(6)
        .map(list -> list.stream().map(String::valueOf).reduce("", String::concat))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
