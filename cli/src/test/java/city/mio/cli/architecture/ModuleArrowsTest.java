package city.mio.cli.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The arrows of the house: docs/architecture.md draws what stands here. */
@AnalyzeClasses(packages = "city.mio", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {

    private static final String EVENTS = "city.mio.events..";
    private static final String GEO = "city.mio.geo..";
    private static final String MODELS = "city.mio.models..";
    private static final String JOBS = "city.mio.jobs..";
    private static final String FEEDS = "city.mio.feeds..";
    private static final String SIMULATORS = "city.mio.simulators..";
    private static final String CLI = "city.mio.cli..";
    private static final String BENCH = "city.mio.bench..";

    @ArchTest
    static final ArchRule EVENTS_KNOW_NOBODY =
            noClasses().that().resideInAPackage(EVENTS)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage(GEO, MODELS, JOBS, FEEDS, SIMULATORS, CLI, BENCH);

    @ArchTest
    static final ArchRule GEO_KNOWS_NOBODY =
            noClasses().that().resideInAPackage(GEO)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage(EVENTS, MODELS, JOBS, FEEDS, SIMULATORS, CLI, BENCH);

    @ArchTest
    static final ArchRule MODELS_KNOW_GEO_ONLY =
            noClasses().that().resideInAPackage(MODELS)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage(EVENTS, JOBS, FEEDS, SIMULATORS, CLI, BENCH);

    @ArchTest
    static final ArchRule JOBS_DO_NOT_KNOW_THE_DOORS =
            noClasses().that().resideInAPackage(JOBS)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage(FEEDS, SIMULATORS, CLI, BENCH);

    @ArchTest
    static final ArchRule FEEDS_SEE_TOPICS_ONLY =
            noClasses().that().resideInAPackage(FEEDS)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage(MODELS, JOBS, SIMULATORS, CLI, BENCH);

    @ArchTest
    static final ArchRule SIMULATORS_KNOW_EVENTS_AND_GEO =
            noClasses().that().resideInAPackage(SIMULATORS)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage(MODELS, JOBS, FEEDS, CLI, BENCH);

    @ArchTest
    static final ArchRule ONLY_JOBS_AND_THE_DOOR_KNOW_FLINK =
            noClasses().that().resideOutsideOfPackages(JOBS, CLI, BENCH)
                    .should().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_BROKER =
            noClasses().that().resideInAnyPackage(EVENTS, GEO, MODELS)
                    .should().dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "org.eclipse.paho..", "io.javalin..");

    @ArchTest
    static final ArchRule MODELS_HAVE_NO_FILES =
            noClasses().that().resideInAnyPackage(MODELS)
                    .should().dependOnClassesThat().resideInAnyPackage("java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CLOCK =
            noClasses().that().resideInAnyPackage(EVENTS, GEO, MODELS)
                    .should().callMethod(System.class, "currentTimeMillis")
                    .orShould().callMethod(java.time.Instant.class, "now")
                    .orShould().callMethod(java.time.LocalDateTime.class, "now")
                    .orShould().callMethod(java.time.ZonedDateTime.class, "now");

    @ArchTest
    static final ArchRule ONE_MODEL_ROOM_DOES_NOT_USE_ANOTHER =
            slices().matching("city.mio.models.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule ONE_JOB_DOES_NOT_USE_ANOTHER =
            slices().matching("city.mio.jobs.(traffic|alert|forecast|haul|dispatch)..")
                    .should().notDependOnEachOther().allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_ROOMS_GO_IN_A_CIRCLE =
            slices().matching("city.mio.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_SLEEPS =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule EVERY_ROOM_SAYS_WHAT_IT_IS_FOR =
            classes().that().resideInAPackage("city.mio..")
                    .and().resideOutsideOfPackage("city.mio.events.wire.proto..")
                    .and().haveSimpleNameNotEndingWith("package-info")
                    .should(liveInADescribedPackage());

    /** package-info.java without annotations leaves no class file, so its source is looked for. */
    private static ArchCondition<JavaClass> liveInADescribedPackage() {
        return new ArchCondition<>("live in a package with a package-info.java") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                if (!ProjectSources.hasPackageInfo(javaClass.getPackageName())) {
                    events.add(SimpleConditionEvent.violated(
                            javaClass, javaClass.getPackageName() + " has no package-info.java"));
                }
            }
        };
    }
}
