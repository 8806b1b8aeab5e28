package io.tapline.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the house: who may know whom. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tapline");

  private static final List<String> SERVICES =
      List.of("capture", "flowlog", "report", "eventstore");

  /**
   * The only classes of a service that touch Quarkus, gRPC or generated messages; their nested
   * classes included.
   */
  private static final Pattern RIM =
      Pattern.compile(
          ".*(Endpoint|Resource|Lifecycle|Config|Errors|Messages|Message|Entity|Client|Clients|Metrics|Health|Check|Producer|Call|Stream|Json|Requests|WindowColumns)(\\$.*)?");

  private static final DescribedPredicate<JavaClass> GENERATED =
      DescribedPredicate.describe(
          "generated messages",
          type -> type.getPackageName().matches("io\\.tapline\\.[a-z]+\\.v1"));

  private static final DescribedPredicate<JavaClass> FRAMEWORK =
      DescribedPredicate.describe(
          "Quarkus, gRPC, Jakarta or generated messages",
          type ->
              type.getPackageName().matches("(io\\.quarkus|io\\.grpc|jakarta)(\\..*)?")
                  || GENERATED.test(type));

  /** What rpc has for the rim of services only. */
  private static final DescribedPredicate<JavaClass> RPC_RIM =
      DescribedPredicate.describe(
          "the rim of rpc", type -> type.getPackageName().startsWith("io.tapline.rpc."));

  private static final DescribedPredicate<JavaClass> ENGINE =
      DescribedPredicate.describe(
          "engines of services",
          type ->
              SERVICES.stream().anyMatch(service -> in(type, service))
                  && !GENERATED.test(type)
                  && !RIM.matcher(type.getName()).matches());

  @Test
  void services_never_import_each_other() {
    for (String service : SERVICES) {
      noClasses()
          .that(DescribedPredicate.describe("of " + service, type -> hand(type, service)))
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "of another service",
                  type ->
                      SERVICES.stream()
                          .anyMatch(other -> !other.equals(service) && hand(type, other))))
          .allowEmptyShould(true)
          .check(OURS);
    }
  }

  @Test
  void wire_imports_nothing_of_ours_and_no_framework() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.wire..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours outside wire, or a framework",
                type ->
                    (type.getPackageName().startsWith("io.tapline.") && !in(type, "wire"))
                        || FRAMEWORK.test(type)))
        .check(OURS);
  }

  @Test
  void rpc_imports_nothing_of_ours_but_contracts() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.rpc..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours outside rpc and contracts, or Quarkus",
                type ->
                    type.getPackageName().startsWith("io.quarkus")
                        || (type.getPackageName().startsWith("io.tapline.")
                            && !in(type, "rpc")
                            && !GENERATED.test(type))))
        .check(OURS);
  }

  @Test
  void a_refusal_knows_no_framework() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.rpc")
        .should()
        .dependOnClassesThat(FRAMEWORK.or(RPC_RIM))
        .check(OURS);
  }

  @Test
  void only_services_and_standalone_know_rpc() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "outside of services, standalone and rpc",
                type ->
                    !in(type, "rpc")
                        && !in(type, "standalone")
                        && SERVICES.stream().noneMatch(service -> hand(type, service))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tapline.rpc..")
        .check(OURS);
  }

  @Test
  void contracts_import_nothing_of_ours_but_contracts() {
    noClasses()
        .that(GENERATED)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours by hand",
                type -> type.getPackageName().startsWith("io.tapline.") && !GENERATED.test(type)))
        .check(OURS);
  }

  @Test
  void frameworks_and_messages_stay_at_the_rim() {
    noClasses().that(ENGINE).should().dependOnClassesThat(FRAMEWORK.or(RPC_RIM)).check(OURS);
  }

  @Test
  void the_command_knows_contracts_only() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.cli..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "services or Quarkus",
                type ->
                    type.getPackageName().startsWith("io.quarkus")
                        || SERVICES.stream().anyMatch(service -> hand(type, service))))
        .check(OURS);
  }

  @Test
  void no_package_is_a_dumping_ground() {
    classes()
        .should()
        .resideOutsideOfPackages("..common..", "..util..", "..utils..", "..helpers..", "..misc..")
        .check(OURS);
  }

  /** Whether a class was written by hand for a service. */
  private static boolean hand(JavaClass type, String service) {
    return in(type, service) && !GENERATED.test(type);
  }

  private static boolean in(JavaClass type, String area) {
    String name = type.getPackageName() + ".";
    return name.startsWith("io.tapline." + area + ".");
  }
}
