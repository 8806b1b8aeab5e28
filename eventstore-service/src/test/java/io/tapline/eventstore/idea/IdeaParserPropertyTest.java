package io.tapline.eventstore.idea;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.rpc.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class IdeaParserPropertyTest {
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);

  @Property
  void any_text_is_parsed_or_refused(@ForAll String text) {
    assertThat(parsesOrRefuses(text)).isTrue();
  }

  @Property
  void any_address_text_is_parsed_or_refused(@ForAll String text) {
    try {
      assertThat(AddressRange.parse(text).text()).isEqualTo(text);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageMatching("[a-z].*");
    }
  }

  @Property
  void the_canonical_spelling_reads_back_as_the_same_address(
      @ForAll @Size(value = 16) byte[] address) throws UnknownHostException {
    InetAddress low = InetAddress.getByAddress(address);
    AddressRange range = new AddressRange(low, low, "");
    assertThat(AddressRange.parse(range.canonical()).low()).isEqualTo(low);
  }

  private boolean parsesOrRefuses(String text) {
    try {
      return parser.parse(text).json().equals(text);
    } catch (Refusal refused) {
      return true;
    }
  }
}
