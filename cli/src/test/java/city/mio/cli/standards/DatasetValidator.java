package city.mio.cli.standards;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.mobilitydata.gtfsvalidator.input.CountryCode;
import org.mobilitydata.gtfsvalidator.input.DateForValidation;
import org.mobilitydata.gtfsvalidator.input.GtfsInput;
import org.mobilitydata.gtfsvalidator.notice.NoticeContainer;
import org.mobilitydata.gtfsvalidator.notice.ResolvedNotice;
import org.mobilitydata.gtfsvalidator.notice.SeverityLevel;
import org.mobilitydata.gtfsvalidator.notice.SystemError;
import org.mobilitydata.gtfsvalidator.notice.ValidationNotice;
import org.mobilitydata.gtfsvalidator.table.GtfsFeedLoader;
import org.mobilitydata.gtfsvalidator.table.GtfsFileDescriptor;
import org.mobilitydata.gtfsvalidator.validator.ClassGraphDiscovery;
import org.mobilitydata.gtfsvalidator.validator.DefaultValidatorProvider;
import org.mobilitydata.gtfsvalidator.validator.ValidationContext;
import org.mobilitydata.gtfsvalidator.validator.ValidatorLoader;

/** MobilityData's canonical GTFS Schedule validator, run in this process. Not thread-safe. */
final class DatasetValidator {

    /** Held on to: loggers that nobody refers to forget their level. */
    private static final Logger LOGGER = Logger.getLogger("org.mobilitydata");

    private final ValidatorLoader validators;
    private final ImmutableList<Class<? extends GtfsFileDescriptor<?>>> tables;

    DatasetValidator() throws Exception {
        LOGGER.setLevel(Level.OFF);
        validators = ValidatorLoader.createForClasses(ClassGraphDiscovery.discoverValidatorsInDefaultPackage());
        tables = ClassGraphDiscovery.discoverTables();
    }

    /** What it says of a dataset, a line each, errors and warnings alone; system errors too. */
    List<String> faults(byte[] zip, LocalDate today, Path directory) throws IOException, InterruptedException {
        Path file = Files.write(Files.createTempFile(directory, "dataset", ".zip"), zip);
        NoticeContainer notices = new NoticeContainer();
        GtfsFeedLoader loader = new GtfsFeedLoader(tables);
        loader.setNumThreads(1);
        ValidationContext context = ValidationContext.builder()
                .setCountryCode(CountryCode.forStringOrUnknown("JP"))
                .setDateForValidation(new DateForValidation(today))
                .build();
        try (GtfsInput input = GtfsInput.createFromPath(file, notices)) {
            loader.loadAndValidate(input, new DefaultValidatorProvider(context, validators), notices);
        }
        return Stream.concat(
                        notices.getResolvedValidationNotices().stream()
                                .filter(notice -> notice.getSeverityLevel() != SeverityLevel.INFO)
                                .filter(notice -> !isAboutCasesThatJapaneseHasNot(notice) && !isAboutFewDaysOfService(notice))
                                .map(notice -> notice.getSeverityLevel() + " " + notice.getContext().getCode() + " "
                                        + notice.getContext().toJsonTree()),
                        notices.getSystemErrors().stream().map(DatasetValidator::said))
                .toList();
    }

    private static String said(SystemError error) {
        return "SYSTEM " + error.getCode() + " " + error.toJsonTree();
    }

    /** It warns where little runs in the next seven days: so it does where buses run on Mondays only. */
    private static boolean isAboutFewDaysOfService(ResolvedNotice<ValidationNotice> notice) {
        return notice.getContext().getCode().equals("trip_coverage_not_active_for_next7_days");
    }

    /** It wants mixed case of every name, also of one in a script without cases. */
    private static boolean isAboutCasesThatJapaneseHasNot(ResolvedNotice<ValidationNotice> notice) {
        return notice.getContext().getCode().equals("mixed_case_recommended_field")
                && notice.getContext()
                        .toJsonTree()
                        .getAsJsonObject()
                        .get("fieldValue")
                        .getAsString()
                        .codePoints()
                        .noneMatch(at -> Character.isUpperCase(at) || Character.isLowerCase(at));
    }
}
