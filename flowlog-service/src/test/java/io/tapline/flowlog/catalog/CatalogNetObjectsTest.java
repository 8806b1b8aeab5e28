package io.tapline.flowlog.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogNetObjectsTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final CatalogFixture catalog = new CatalogFixture(database);
  private final NetObjects netObjects =
      new CatalogNetObjects(catalog.reader, CatalogFixture.LIMITS);

  private static List<IpPrefix> prefixes(String... texts) {
    return Stream.of(texts).map(IpPrefix::parse).toList();
  }

  @Test
  void a_name_stands_for_its_own_prefixes_and_for_those_under_it() {
    long _ = catalog.commit("/NetObjects/Office", "10.0.0.0/8");
    long _ = catalog.commit("/NetObjects/Office/Printers", "10.9.0.0/16", "192.0.2.7");
    long _ = catalog.commit("/NetObjects/Office2", "198.51.100.0/24");
    long _ = catalog.commit("/NetObjects/Labs/North", "203.0.113.0/24");
    assertThat(netObjects.prefixes("/NetObjects/Office"))
        .hasValue(prefixes("10.0.0.0/8", "192.0.2.7"));
    assertThat(netObjects.prefixes("/NetObjects/Office/Printers"))
        .hasValue(prefixes("10.9.0.0/16", "192.0.2.7"));
    assertThat(netObjects.prefixes("/NetObjects/Labs")).hasValue(prefixes("203.0.113.0/24"));
    assertThat(netObjects.prefixes("/NetObjects"))
        .hasValue(prefixes("10.0.0.0/8", "192.0.2.7", "198.51.100.0/24", "203.0.113.0/24"));
    assertThat(netObjects.prefixes("/NetObjects/Off")).isEmpty();
    assertThat(netObjects.prefixes("")).isEmpty();
  }

  @Test
  void a_hidden_object_has_no_name_in_filters_and_counts_for_those_above_it() {
    long _ = catalog.commit("/NetObjects/Office", "10.0.0.0/8");
    String transaction = catalog.begin();
    catalog.hide(transaction, "/NetObjects/Office/Guests", "192.0.2.0/24");
    catalog.hide(transaction, "/NetObjects/Secret/Place", "198.51.100.1");
    assertThat(catalog.edits.commit(transaction, "hidden")).isPresent();
    assertThat(netObjects.names()).containsExactly("/NetObjects/Office");
    assertThat(netObjects.prefixes("/NetObjects/Office"))
        .hasValue(prefixes("10.0.0.0/8", "192.0.2.0/24"));
    assertThat(netObjects.prefixes("/NetObjects/Office/Guests")).isEmpty();
    assertThat(netObjects.prefixes("/NetObjects/Secret")).isEmpty();
  }

  @Test
  void prefixes_are_sorted_and_none_is_within_another() {
    assertThat(
            Prefixes.merged(
                prefixes("fe80::/10", "10.1.2.3", "10.0.0.0/8", "10.1.2.3", "9.0.0.0/8", "::/96")))
        .isEqualTo(prefixes("::/96", "9.0.0.0/8", "10.0.0.0/8", "fe80::/10"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/NetObjects/a", "/NetObjects/Main Gate/b-c_d.e", "/NetObjects/B\u00fcro/(1)"})
  void names_are_paths(String name) {
    assertThat(NetObjectName.checked(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/NetObjects",
        "/NetObjects/",
        "/NetObjects//a",
        "/NetObjects/a/",
        "/netobjects/a",
        "Office",
        "/NetObjects/ a",
        "/NetObjects/a ",
        "/NetObjects/a\tb",
        "/NetObjects/a\u0000",
        "/NetObjects/a*"
      })
  void other_names_are_refused(String name) {
    assertThatThrownBy(() -> NetObjectName.checked(name))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_NET_OBJECT));
  }

  @Test
  void a_name_that_is_too_long_is_refused_at_once() {
    assertThatThrownBy(() -> NetObjectName.checked("/NetObjects/" + "a b".repeat(100_000)))
        .isInstanceOf(Refusal.class);
  }
}
