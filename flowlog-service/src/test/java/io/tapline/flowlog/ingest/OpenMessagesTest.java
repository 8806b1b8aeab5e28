package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import org.junit.jupiter.api.Test;

class OpenMessagesTest {
  @Test
  void frames_are_packets_unless_it_is_said() {
    assertThat(OpenMessages.encoding(OpenSource.getDefaultInstance()))
        .isEqualTo(SourceEncoding.PACKETS);
  }

  @Test
  void every_kind_of_encoding_is_known() {
    for (EncodingKind kind : EncodingKind.values()) {
      if (kind != EncodingKind.UNRECOGNIZED && kind != EncodingKind.ENCODING_KIND_UNSPECIFIED) {
        assertThat("ENCODING_KIND_" + encoding(Encoding.newBuilder().setKind(kind)).kind().name())
            .isEqualTo(kind.name());
      }
    }
  }

  @Test
  void unknown_kinds_years_and_zones_are_refused_by_name() {
    assertThatThrownBy(() -> encoding(Encoding.newBuilder().setKindValue(99)))
        .hasMessageContaining("Encoding 99");
    assertThatThrownBy(() -> encoding(Encoding.newBuilder().setFirstYear(26)))
        .hasMessageContaining("between 1970 and 9999");
    assertThatThrownBy(() -> encoding(Encoding.newBuilder().setTimeZone("Europe/Nowhere")))
        .hasMessageContaining("IANA");
  }

  private static SourceEncoding encoding(Encoding.Builder encoding) {
    return OpenMessages.encoding(OpenSource.newBuilder().setEncoding(encoding).build());
  }
}
