-- The single definition of the warehouse. `warehouse.store` runs it on every new draft.
--
-- Small tables declare their keys. The two that can grow to 10^8 rows (observation, target) do not: DuckDB keeps an
-- ART index for every declared key, 6 to 11 times the size of the file, and no page query uses it. Their keys and
-- references are stated in their comments and proved by the checks of `warehouse.store` before a draft is published.
-- SQL stays in the portable subset (no QUALIFY, GROUP BY ALL, EXCLUDE, quoted identifiers).
--
-- A null means "unknown or not applicable", as each column says; never zero, never "missed".

-- Documents and their pages ------------------------------------------------------------------------------------------

CREATE TABLE document (
    document_id         VARCHAR PRIMARY KEY,
    kind                VARCHAR NOT NULL CHECK (kind IN ('budget', 'accounts', 'progress_report', 'news', 'survey_report', 'open_data')),
    title               VARCHAR NOT NULL,
    publisher           VARCHAR NOT NULL,
    fiscal_year         INTEGER CHECK (fiscal_year BETWEEN 1990 AND 2100),
    published_on        DATE    NOT NULL,
    published_precision VARCHAR NOT NULL CHECK (published_precision IN ('day', 'month', 'year', 'legal_deadline', 'estimated')),
    address             VARCHAR,
    edition_rank        INTEGER NOT NULL UNIQUE CHECK (edition_rank >= 1),
    note                VARCHAR
);
COMMENT ON TABLE document IS 'One publication that prints figures: a budget (begroting), annual accounts (rekening), report or news item.';
COMMENT ON COLUMN document.document_id IS 'Permanent kebab-case id: rekening-2018.';
COMMENT ON COLUMN document.kind IS 'budget, accounts, progress_report, news, survey_report or open_data (a table of another publisher at one moment).';
COMMENT ON COLUMN document.title IS 'Title as published, in Dutch.';
COMMENT ON COLUMN document.publisher IS 'Who published it.';
COMMENT ON COLUMN document.fiscal_year IS 'Year the budget or the accounts are of; null for a document that is of no fiscal year.';
COMMENT ON COLUMN document.published_on IS 'Date of publication, to the precision of published_precision.';
COMMENT ON COLUMN document.published_precision IS 'day, month, year: what the publisher states; legal_deadline: the last day the law allows (budget of year Y: 15 November Y-1, accounts of Y: 15 July Y+1); estimated: from the contents.';
COMMENT ON COLUMN document.address IS 'Public web address; null when none is known.';
COMMENT ON COLUMN document.edition_rank IS 'Place in the order of publication, from 1: by published_on, then kind, then document_id. "As known in document D" is edition_rank <= that of D.';
COMMENT ON COLUMN document.note IS 'What a reader must know of the document; null for nothing.';

CREATE TABLE page (
    page_id      VARCHAR PRIMARY KEY,
    document_id  VARCHAR NOT NULL REFERENCES document (document_id),
    title        VARCHAR NOT NULL,
    address      VARCHAR,
    abridged     VARCHAR NOT NULL CHECK (abridged IN ('nothing', 'notes', 'labels_and_notes')),
    received_via VARCHAR NOT NULL
);
COMMENT ON TABLE page IS 'One page, sheet or file of a document as it was received.';
COMMENT ON COLUMN page.page_id IS 'Document id, slash, name of the page in data/sources: rekening-2018/4-1-6.';
COMMENT ON COLUMN page.document_id IS 'The document it is a page of.';
COMMENT ON COLUMN page.title IS 'Title of the page, in Dutch.';
COMMENT ON COLUMN page.address IS 'Public web address of the page; null when none is known.';
COMMENT ON COLUMN page.abridged IS 'Which words are not verbatim but in our own words: nothing, notes, or labels_and_notes. Figures and headers are always verbatim.';
COMMENT ON COLUMN page.received_via IS 'How the page got here, in words.';

CREATE TABLE load (
    load_id       VARCHAR PRIMARY KEY,
    document_id   VARCHAR NOT NULL REFERENCES document (document_id),
    page_id       VARCHAR NOT NULL REFERENCES page (page_id),
    input         VARCHAR NOT NULL,
    sha256        VARCHAR NOT NULL CHECK (length(sha256) = 64),
    rows_read     INTEGER NOT NULL CHECK (rows_read >= 0),
    rows_loaded   INTEGER NOT NULL CHECK (rows_loaded >= 0),
    rows_repeated INTEGER NOT NULL CHECK (rows_repeated >= 0),
    rows_refused  INTEGER NOT NULL CHECK (rows_refused >= 0),
    CHECK (rows_read = rows_loaded + rows_repeated + rows_refused)
);
COMMENT ON TABLE load IS 'What became of one input: every figure read is loaded, repeated or refused.';
COMMENT ON COLUMN load.load_id IS 'One load per page: the page id.';
COMMENT ON COLUMN load.document_id IS 'The document loaded from.';
COMMENT ON COLUMN load.page_id IS 'The page loaded from.';
COMMENT ON COLUMN load.input IS 'The stored reading, as a path below data/.';
COMMENT ON COLUMN load.sha256 IS 'SHA-256 of the file as received, before it was read; of the typed-in figures where no file was received. 64 hexadecimal digits.';
COMMENT ON COLUMN load.rows_read IS 'Figures found: cells of value columns (a cell with two figures counts twice, and so does an empty one beside such cells, which says of both that they are missing), rows that could not be aligned, curated rows.';
COMMENT ON COLUMN load.rows_loaded IS 'Figures that are rows of observation or target.';
COMMENT ON COLUMN load.rows_repeated IS 'Figures the same document prints elsewhere with the same value; loaded once, there.';
COMMENT ON COLUMN load.rows_refused IS 'Figures that were not loaded, each with a row in problem.';

-- What the figures mean ----------------------------------------------------------------------------------------------

CREATE TABLE policy_field (
    policy_field_id VARCHAR PRIMARY KEY,
    title           VARCHAR NOT NULL,
    programme       VARCHAR NOT NULL,
    sort_order      INTEGER NOT NULL
);
COMMENT ON TABLE policy_field IS 'One policy field (beleidsveld or deelprogramma), the same through all editions.';
COMMENT ON COLUMN policy_field.policy_field_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN policy_field.title IS 'Present title, in Dutch.';
COMMENT ON COLUMN policy_field.programme IS 'The programme it belongs to, in Dutch.';
COMMENT ON COLUMN policy_field.sort_order IS 'Order in which fields are shown, from 1.';

CREATE TABLE policy_field_code (
    policy_field_id VARCHAR NOT NULL REFERENCES policy_field (policy_field_id),
    document_id     VARCHAR NOT NULL REFERENCES document (document_id),
    code            VARCHAR NOT NULL,
    title           VARCHAR NOT NULL,
    PRIMARY KEY (document_id, code, title)
);
COMMENT ON TABLE policy_field_code IS 'Code and title under which a document prints a field: 4.1.6 was called otherwise a year before.';
COMMENT ON COLUMN policy_field_code.policy_field_id IS 'The field meant.';
COMMENT ON COLUMN policy_field_code.document_id IS 'The document that prints it so.';
COMMENT ON COLUMN policy_field_code.code IS 'Code as printed (4.1.6); empty where the document prints none.';
COMMENT ON COLUMN policy_field_code.title IS 'Title as printed; empty where the document prints none.';

CREATE TABLE indicator (
    indicator_id     VARCHAR PRIMARY KEY,
    policy_field_id  VARCHAR NOT NULL REFERENCES policy_field (policy_field_id),
    name             VARCHAR NOT NULL,
    kind             VARCHAR NOT NULL CHECK (kind IN ('survey_share', 'share', 'count', 'score', 'amount', 'rank', 'ratio', 'duration', 'text', 'unknown')),
    unit             VARCHAR NOT NULL,
    better           VARCHAR NOT NULL CHECK (better IN ('higher', 'lower', 'neither', 'unknown')),
    is_statutory     BOOLEAN NOT NULL,
    is_key_figure    BOOLEAN NOT NULL,
    is_linked        BOOLEAN NOT NULL,
    suggestions      VARCHAR,
    name_is_abridged BOOLEAN NOT NULL,
    source_kind      VARCHAR NOT NULL CHECK (source_kind IN ('survey', 'register', 'report', 'unknown')),
    part_of          VARCHAR,
    sort_order       INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE indicator IS 'One indicator of one policy field.';
COMMENT ON COLUMN indicator.indicator_id IS 'Permanent kebab-case id; of an indicator not yet linked: field and label, which changes once it is linked.';
COMMENT ON COLUMN indicator.policy_field_id IS 'The field it belongs to.';
COMMENT ON COLUMN indicator.name IS 'Name shown, in Dutch.';
COMMENT ON COLUMN indicator.kind IS 'survey_share (a percentage of respondents), share, count, score, amount, rank, ratio, duration, text, or unknown.';
COMMENT ON COLUMN indicator.unit IS 'Unit of its main figure: %, aantal, euro, cijfer 1-10, per 1.000 inwoners, …; "onbekend" when no one has said.';
COMMENT ON COLUMN indicator.better IS 'Which way is good: higher, lower, neither (it only describes), or unknown.';
COMMENT ON COLUMN indicator.is_statutory IS 'Whether the Besluit begroting en verantwoording (BBV) prescribes it.';
COMMENT ON COLUMN indicator.is_key_figure IS 'Whether it is a key figure (kengetal): no norm is ever set for it.';
COMMENT ON COLUMN indicator.is_linked IS 'Whether the catalogue knows it; false for a printed label that no one has linked yet.';
COMMENT ON COLUMN indicator.suggestions IS 'Names of known indicators that come closest, best first, separated by " | "; null when linked or when none is near.';
COMMENT ON COLUMN indicator.name_is_abridged IS 'Whether the name is in our own words because the printed label was not received verbatim.';
COMMENT ON COLUMN indicator.source_kind IS 'Where its figures come from: survey (sampling error), register, report (told by others), or unknown.';
COMMENT ON COLUMN indicator.part_of IS 'The indicator it is a part of, an indicator_id (proved by the checks), where the source says so: no part is larger than its whole. Null when it is a part of none.';
COMMENT ON COLUMN indicator.sort_order IS 'Order in which indicators are shown, from 1, over all fields.';

CREATE TABLE definition (
    definition_id       VARCHAR PRIMARY KEY,
    indicator_id        VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    version             INTEGER NOT NULL CHECK (version >= 0),
    wording             VARCHAR NOT NULL,
    comparability_group VARCHAR NOT NULL,
    from_document_id    VARCHAR REFERENCES document (document_id),
    note                VARCHAR,
    UNIQUE (indicator_id, version)
);
COMMENT ON TABLE definition IS 'What exactly is measured under the name of an indicator; part of the identity of a series.';
COMMENT ON COLUMN definition.definition_id IS 'Indicator id, slash, v and version: wij-gehoord/v1.';
COMMENT ON COLUMN definition.indicator_id IS 'The indicator defined.';
COMMENT ON COLUMN definition.version IS 'From 1, later is newer; 0 is a definition that is not known.';
COMMENT ON COLUMN definition.wording IS 'The definition in words, in Dutch.';
COMMENT ON COLUMN definition.comparability_group IS 'Figures of one indicator may stand on one line only inside one group; unique over all indicators.';
COMMENT ON COLUMN definition.from_document_id IS 'First document printed under it; null for a definition that no document is known to have begun.';
COMMENT ON COLUMN definition.note IS 'Why it changed or what is doubtful; null for nothing.';

CREATE TABLE base_population (
    base_id     VARCHAR PRIMARY KEY,
    parent_id   VARCHAR,
    measured_by VARCHAR REFERENCES indicator (indicator_id),
    name        VARCHAR NOT NULL,
    note        VARCHAR,
    CHECK (measured_by IS NULL OR parent_id IS NOT NULL)
);
COMMENT ON TABLE base_population IS 'Who or what a figure is of: the hundred in a percentage.';
COMMENT ON COLUMN base_population.base_id IS 'Permanent kebab-case id; niet-vermeld: the document does not say.';
COMMENT ON COLUMN base_population.parent_id IS 'The population it is a part of, a base_id (proved by the checks: rows of one insert cannot refer to each other). Tells the nesting; never licenses a multiplication. Null at the top.';
COMMENT ON COLUMN base_population.measured_by IS 'The indicator whose figures on the parent population say how large a share of it this one is; only the number of respondents is ever derived from it. Null when no document gives that share.';
COMMENT ON COLUMN base_population.name IS 'Name shown, in Dutch.';
COMMENT ON COLUMN base_population.note IS 'What is doubtful; null for nothing.';

CREATE TABLE territory (
    territory_id VARCHAR PRIMARY KEY,
    code         VARCHAR NOT NULL,
    name         VARCHAR NOT NULL,
    valid_from   INTEGER CHECK (valid_from BETWEEN 1800 AND 2100),
    valid_to     INTEGER CHECK (valid_to BETWEEN 1800 AND 2100),
    is_own       BOOLEAN NOT NULL,
    is_shown     BOOLEAN NOT NULL DEFAULT true,
    merged_into  VARCHAR,
    CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);
COMMENT ON TABLE territory IS 'The area a figure is about; one municipality before and after a merger is two, under one code.';
COMMENT ON COLUMN territory.territory_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN territory.code IS 'Official code: GM0014.';
COMMENT ON COLUMN territory.name IS 'Name shown, in Dutch.';
COMMENT ON COLUMN territory.valid_from IS 'First calendar year of these borders; null when that does not matter here.';
COMMENT ON COLUMN territory.valid_to IS 'Last calendar year of these borders; null while they stand.';
COMMENT ON COLUMN territory.is_own IS 'Whether it is the municipality itself; false for benchmarks and former neighbours.';
COMMENT ON COLUMN territory.is_shown IS 'Whether pages show its figures; those of other areas are there to be counted over all of them.';
COMMENT ON COLUMN territory.merged_into IS 'The territory of which it is one of the parts since a merger; a rate of the whole lies between those of all its parts. Null when it was not merged.';

CREATE TABLE measure (
    indicator_id VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    part         INTEGER NOT NULL CHECK (part IN (1, 2)),
    name         VARCHAR,
    base_id      VARCHAR NOT NULL REFERENCES base_population (base_id),
    unit         VARCHAR NOT NULL,
    method       VARCHAR NOT NULL,
    territory_id VARCHAR REFERENCES territory (territory_id),
    counted_under VARCHAR REFERENCES indicator (indicator_id),
    PRIMARY KEY (indicator_id, part)
);
COMMENT ON TABLE measure IS 'What each of the two figures in one cell is: 28 % of those who know it, (17 %) of everyone.';
COMMENT ON COLUMN measure.indicator_id IS 'The indicator whose cells hold two figures.';
COMMENT ON COLUMN measure.part IS '1: the main figure, 2: the one between brackets or second.';
COMMENT ON COLUMN measure.name IS 'What this part is, in Dutch; null when base and unit say it.';
COMMENT ON COLUMN measure.base_id IS 'Who this part is of.';
COMMENT ON COLUMN measure.unit IS 'Unit of this part.';
COMMENT ON COLUMN measure.method IS 'How this part is measured; empty for the usual way.';
COMMENT ON COLUMN measure.territory_id IS 'Territory of a part that is a benchmark; null for a part about the municipality itself.';
COMMENT ON COLUMN measure.counted_under IS 'The indicator whose figure this part is, and under which it is loaded; null for this one.';

CREATE TABLE survey_wave (
    wave_id       VARCHAR PRIMARY KEY,
    survey        VARCHAR NOT NULL,
    year          INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    territory_id  VARCHAR NOT NULL REFERENCES territory (territory_id),
    base_id       VARCHAR NOT NULL REFERENCES base_population (base_id),
    n             INTEGER CHECK (n > 0),
    n_qualifier   VARCHAR NOT NULL CHECK (n_qualifier IN ('exact', 'at_least', 'approx', 'assumed', 'unknown')),
    n_source      VARCHAR NOT NULL CHECK (n_source IN ('published', 'derived', 'assumed', 'unknown')),
    design        VARCHAR NOT NULL,
    is_panel      BOOLEAN NOT NULL,
    design_effect DOUBLE CHECK (design_effect >= 1),
    design_effect_source VARCHAR NOT NULL CHECK (design_effect_source IN ('published', 'assumed', 'unknown')),
    note          VARCHAR,
    CHECK ((n IS NULL) = (n_qualifier = 'unknown')),
    CHECK ((n IS NULL) = (n_source = 'unknown'))
);
COMMENT ON TABLE survey_wave IS 'One year of a survey. Its n is that of the whole sample, never of a part of it.';
COMMENT ON COLUMN survey_wave.wave_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN survey_wave.survey IS 'Name of the survey.';
COMMENT ON COLUMN survey_wave.year IS 'Calendar year of the fieldwork.';
COMMENT ON COLUMN survey_wave.territory_id IS 'Territory surveyed.';
COMMENT ON COLUMN survey_wave.base_id IS 'Whose n it is; a figure on a smaller base never has the n of the survey.';
COMMENT ON COLUMN survey_wave.n IS 'Respondents; null when unknown.';
COMMENT ON COLUMN survey_wave.n_qualifier IS 'How n is meant: exact, at_least ("ruim 5.000"), approx, assumed, or unknown.';
COMMENT ON COLUMN survey_wave.n_source IS 'Where n comes from: published, derived, assumed (published for an unclear base, or our own stated assumption; note says which), or unknown.';
COMMENT ON COLUMN survey_wave.design IS 'How respondents were found, in words.';
COMMENT ON COLUMN survey_wave.is_panel IS 'Whether the same people may answer in more than one wave, so that two waves are no independent samples.';
COMMENT ON COLUMN survey_wave.design_effect IS 'Variance against a simple random sample of the same size (1 or more); null when unknown.';
COMMENT ON COLUMN survey_wave.design_effect_source IS 'published, assumed or unknown.';
COMMENT ON COLUMN survey_wave.note IS 'What is doubtful; null for nothing.';

-- Figures ------------------------------------------------------------------------------------------------------------

CREATE TABLE observation (
    observation_id BIGINT  NOT NULL,
    indicator_id   VARCHAR NOT NULL,
    definition_id  VARCHAR NOT NULL,
    base_id        VARCHAR NOT NULL,
    territory_id   VARCHAR NOT NULL,
    unit           VARCHAR NOT NULL,
    method         VARCHAR NOT NULL,
    part           INTEGER NOT NULL CHECK (part IN (0, 1, 2)),
    period         INTEGER NOT NULL CHECK (period BETWEEN 1990 AND 2100),
    kind           VARCHAR NOT NULL CHECK (kind IN ('achieved', 'forecast', 'baseline', 'benchmark', 'narrative', 'previously_reported')),
    value          DOUBLE,
    low            DOUBLE,
    high           DOUBLE,
    text           VARCHAR,
    decimals       INTEGER CHECK (decimals BETWEEN 0 AND 9),
    qualifier      VARCHAR NOT NULL CHECK (qualifier IN ('exact', 'approx', 'at_least', 'more_than', 'at_most', 'less_than', 'range', 'text', 'none')),
    status         VARCHAR NOT NULL CHECK (status IN ('A', 'L', 'M', 'O')),
    missing_reason VARCHAR,
    raw            VARCHAR NOT NULL,
    remark         VARCHAR,
    n              INTEGER CHECK (n > 0),
    n_source       VARCHAR NOT NULL CHECK (n_source IN ('published', 'derived', 'assumed', 'unknown', 'not_applicable')),
    design_effect  DOUBLE CHECK (design_effect > 0),
    document_id    VARCHAR NOT NULL,
    page_id        VARCHAR NOT NULL,
    table_title    VARCHAR NOT NULL,
    row_group      VARCHAR,
    row_label      VARCHAR NOT NULL,
    column_header  VARCHAR NOT NULL,
    place          VARCHAR NOT NULL CHECK (length(place) > 0),
    year_source    VARCHAR NOT NULL CHECK (year_source IN ('printed', 'inferred', 'cell', 'corrected', 'curated')),
    correction_id  VARCHAR,
    load_id        VARCHAR NOT NULL,
    CHECK ((status = 'A') = (value IS NOT NULL OR text IS NOT NULL OR low IS NOT NULL OR high IS NOT NULL)),
    CHECK ((status = 'A') = (missing_reason IS NULL)),
    CHECK ((status = 'A') = (qualifier <> 'none')),
    CHECK (status <> 'A' OR length(raw) > 0),
    CHECK ((qualifier = 'text') = (text IS NOT NULL)),
    CHECK ((n IS NULL) = (n_source IN ('unknown', 'not_applicable'))),
    CHECK (design_effect IS NULL OR n IS NOT NULL),
    CHECK (low IS NULL OR high IS NULL OR low <= high)
);
COMMENT ON TABLE observation IS 'One figure as one document prints it. Key: observation_id; also unique: indicator, definition, base, territory, unit, method, part, period, kind and document. References: indicator, definition (of that indicator), base_population, territory, document, page (of that document), load, correction. Sorted by field, indicator and period. A later document that prints another figure for the same series and year is another row; nothing is updated.';
COMMENT ON COLUMN observation.observation_id IS 'Number of the row in this version of the warehouse, from 1; not permanent.';
COMMENT ON COLUMN observation.indicator_id IS 'The indicator measured.';
COMMENT ON COLUMN observation.definition_id IS 'The definition in force in the document that prints it.';
COMMENT ON COLUMN observation.base_id IS 'Who or what the figure is of.';
COMMENT ON COLUMN observation.territory_id IS 'The area the figure is about.';
COMMENT ON COLUMN observation.unit IS 'Unit of value, low and high: %, aantal, euro, …; "onbekend" when no one has said. A percentage is stored as printed: 75 for 75%.';
COMMENT ON COLUMN observation.method IS 'How it was measured, where one indicator is measured in several ways; empty for the usual way.';
COMMENT ON COLUMN observation.part IS '1 and 2: the first and second of the two figures that cells of this indicator hold (see measure), both with the same raw; a figure that stands alone is 1 too if measure 1 is what the indicator itself is. 0: any other figure.';
COMMENT ON COLUMN observation.period IS 'Calendar year the figure is about.';
COMMENT ON COLUMN observation.kind IS 'achieved (a result), forecast, baseline (nulmeting), benchmark (of another territory), narrative (stands only in a sentence), previously_reported (an older figure a later document quotes).';
COMMENT ON COLUMN observation.value IS 'The number; null for a missing figure, a text, or a range without a middle.';
COMMENT ON COLUMN observation.low IS 'Lower limit of a range or of the printed precision of an approximate number; null otherwise.';
COMMENT ON COLUMN observation.high IS 'Upper limit of a range or of the printed precision of an approximate number; null otherwise.';
COMMENT ON COLUMN observation.text IS 'A result given in words, lines separated by a newline; its numbers are in observation_part. Null when the result is a number or missing.';
COMMENT ON COLUMN observation.decimals IS 'Digits behind the decimal mark as printed; null when there is no number.';
COMMENT ON COLUMN observation.qualifier IS 'How the number is meant: exact, approx (± 3.200), at_least, more_than, at_most, less_than, range, text (a result in words), none (missing).';
COMMENT ON COLUMN observation.status IS 'SDMX CL_OBS_STATUS: A normal value; L missing, exists but was not collected (not measured); M missing, cannot exist (not applicable); O missing, cause not known or still to come ("-", n.b., volgt); Q missing, suppressed: never stored, but what who reads is told of a figure on too few answers.';
COMMENT ON COLUMN observation.missing_reason IS 'Why there is no figure: one word per notation, the keys of MISSING_REASONS in loaders.cells (dash, not_known, not_applicable, …), or unknown; null for a figure. Of a suppressed one fewer_than or leads_to_fewer_than, with the number of answers asked for: fewer_than:50. A footnote that tells more is attached to the observation.';
COMMENT ON COLUMN observation.raw IS 'The cell verbatim, line breaks included; empty only for a missing figure.';
COMMENT ON COLUMN observation.remark IS 'Words in the cell beside the figure, or why a curated figure was typed in; null for none.';
COMMENT ON COLUMN observation.n IS 'Respondents the figure is of; null when unknown or when it is no survey figure.';
COMMENT ON COLUMN observation.n_source IS 'Where n comes from: published, derived, assumed (published for an unclear base, or our own stated assumption), unknown, or not_applicable (no sample).';
COMMENT ON COLUMN observation.design_effect IS 'Variance of this figure over that of a simple random sample of n, estimated from the answers of the survey; null for every figure that was printed.';
COMMENT ON COLUMN observation.document_id IS 'The document that prints it.';
COMMENT ON COLUMN observation.page_id IS 'The page that prints it.';
COMMENT ON COLUMN observation.table_title IS 'Title of the table; "tekst" for a figure that stands in a sentence.';
COMMENT ON COLUMN observation.row_group IS 'Label of the group row above it; null for none.';
COMMENT ON COLUMN observation.row_label IS 'Label of the row as received; for a figure in a sentence the name of the indicator.';
COMMENT ON COLUMN observation.column_header IS 'Header of the column verbatim; empty for a figure in a sentence.';
COMMENT ON COLUMN observation.place IS 'Where it stands in the received file, for a person.';
COMMENT ON COLUMN observation.year_source IS 'How period is known: printed in the header, inferred (the only possibility left), cell (printed in the cell), corrected (a declared correction), curated (typed in).';
COMMENT ON COLUMN observation.correction_id IS 'Declared correction applied to it; null for none. Several: the last one.';
COMMENT ON COLUMN observation.load_id IS 'The load that brought it.';

CREATE TABLE observation_part (
    observation_id BIGINT  NOT NULL,
    position       INTEGER NOT NULL CHECK (position >= 1),
    value          DOUBLE  NOT NULL,
    label          VARCHAR NOT NULL,
    PRIMARY KEY (observation_id, position)
);
COMMENT ON TABLE observation_part IS 'The numbers inside a result given in words: 32 initiatives, 5 companies, 1 cooperative. Different things: never summed.';
COMMENT ON COLUMN observation_part.observation_id IS 'The observation whose text holds it.';
COMMENT ON COLUMN observation_part.position IS 'Order in the text, from 1.';
COMMENT ON COLUMN observation_part.value IS 'The number.';
COMMENT ON COLUMN observation_part.label IS 'What is counted: the words behind the number.';

CREATE TABLE target (
    target_id      BIGINT  NOT NULL,
    indicator_id   VARCHAR NOT NULL,
    definition_id  VARCHAR NOT NULL,
    base_id        VARCHAR NOT NULL,
    territory_id   VARCHAR NOT NULL,
    unit           VARCHAR NOT NULL,
    method         VARCHAR NOT NULL,
    part           INTEGER NOT NULL CHECK (part IN (0, 1, 2)),
    period         INTEGER NOT NULL CHECK (period BETWEEN 1990 AND 2100),
    semantics      VARCHAR NOT NULL CHECK (semantics IN ('increase', 'decrease', 'maintain', 'at_least', 'more_than', 'at_most', 'less_than', 'equal', 'range', 'approximately', 'rank_at_best', 'relative', 'text', 'no_norm', 'not_published')),
    low            DOUBLE,
    high           DOUBLE,
    band           DOUBLE CHECK (band >= 0),
    relation       VARCHAR CHECK (relation IN ('at_least', 'more_than', 'equal', 'less_than', 'at_most')),
    reference      VARCHAR,
    decimals       INTEGER CHECK (decimals BETWEEN 0 AND 9),
    missing_reason VARCHAR,
    raw            VARCHAR NOT NULL,
    remark         VARCHAR,
    document_id    VARCHAR NOT NULL,
    page_id        VARCHAR NOT NULL,
    table_title    VARCHAR NOT NULL,
    row_group      VARCHAR,
    row_label      VARCHAR NOT NULL,
    column_header  VARCHAR NOT NULL,
    place          VARCHAR NOT NULL CHECK (length(place) > 0),
    year_source    VARCHAR NOT NULL CHECK (year_source IN ('printed', 'inferred', 'cell', 'corrected', 'curated')),
    correction_id  VARCHAR,
    load_id        VARCHAR NOT NULL,
    CHECK (low IS NULL OR high IS NULL OR low <= high),
    CHECK ((semantics IN ('equal', 'approximately', 'range', 'at_least', 'more_than', 'at_most', 'less_than', 'rank_at_best')) = (low IS NOT NULL OR high IS NOT NULL)),
    CHECK (semantics NOT IN ('equal', 'approximately') OR (low IS NOT NULL AND high IS NOT NULL AND low = high)),
    CHECK (semantics <> 'range' OR (low IS NOT NULL AND high IS NOT NULL)),
    CHECK (semantics NOT IN ('at_least', 'more_than') OR (low IS NOT NULL AND high IS NULL)),
    CHECK (semantics NOT IN ('at_most', 'less_than', 'rank_at_best') OR (low IS NULL AND high IS NOT NULL)),
    CHECK ((semantics = 'approximately') = (band IS NOT NULL)),
    CHECK (semantics <> 'relative' OR (reference IS NOT NULL AND relation IS NOT NULL)),
    CHECK (relation IS NULL OR semantics = 'relative'),
    CHECK ((semantics IN ('no_norm', 'not_published')) = (missing_reason IS NOT NULL)),
    CHECK (missing_reason IS NOT NULL OR length(raw) > 0)
);
COMMENT ON TABLE target IS 'What one document plans for an indicator in a year. Key: target_id; also unique: indicator, definition, base, territory, unit, method, part, period and document. References as for observation. Sorted by field, indicator and period.';
COMMENT ON COLUMN target.target_id IS 'Number of the row in this version of the warehouse, from 1; not permanent.';
COMMENT ON COLUMN target.indicator_id IS 'The indicator planned.';
COMMENT ON COLUMN target.definition_id IS 'The definition in force in the document that prints it.';
COMMENT ON COLUMN target.base_id IS 'Who or what the figure is of.';
COMMENT ON COLUMN target.territory_id IS 'The area the target is for.';
COMMENT ON COLUMN target.unit IS 'Unit of low, high and band, as in observation.';
COMMENT ON COLUMN target.method IS 'How it is measured; empty for the usual way.';
COMMENT ON COLUMN target.part IS 'Which of the two figures of a cell the target is for, as in observation; a single target is for the first.';
COMMENT ON COLUMN target.period IS 'Calendar year the target is for.';
COMMENT ON COLUMN target.semantics IS 'increase, decrease, maintain: against the last comparable figure. at_least, more_than: low. at_most, less_than: high. equal (a bare number): low = high. approximately (± 3.200): low = high with band. range: low to high. rank_at_best ("Top 5"): high is the worst rank that meets it. relative: relation to reference. text: only words. no_norm: the source says that no norm is set. not_published: nothing is printed.';
COMMENT ON COLUMN target.low IS 'Lowest value that meets it, or the number itself for equal and approximately; null when there is none.';
COMMENT ON COLUMN target.high IS 'Highest value that meets it, or the number itself for equal and approximately; null when there is none.';
COMMENT ON COLUMN target.band IS 'For approximately: half the last significant place printed (± 3.200 gives 50); null otherwise.';
COMMENT ON COLUMN target.relation IS 'For relative: how the result must stand to the reference (more_than: "> dan in 2017"); null otherwise.';
COMMENT ON COLUMN target.reference IS 'What it is measured against when the cell says so: previous_year, year:2017, national, baseline; null when it does not.';
COMMENT ON COLUMN target.decimals IS 'Digits behind the decimal mark as printed; null when there is no number.';
COMMENT ON COLUMN target.missing_reason IS 'For no_norm: no_norm. For not_published: why, as in observation. Null otherwise.';
COMMENT ON COLUMN target.raw IS 'The cell verbatim, line breaks included; empty only for a target not published.';
COMMENT ON COLUMN target.remark IS 'Words in the cell beside the figure, or why a curated target was typed in; null for none.';
COMMENT ON COLUMN target.document_id IS 'The document that prints it.';
COMMENT ON COLUMN target.page_id IS 'The page that prints it.';
COMMENT ON COLUMN target.table_title IS 'Title of the table.';
COMMENT ON COLUMN target.row_group IS 'Label of the group row above it; null for none.';
COMMENT ON COLUMN target.row_label IS 'Label of the row as received.';
COMMENT ON COLUMN target.column_header IS 'Header of the column verbatim.';
COMMENT ON COLUMN target.place IS 'Where it stands in the received file, for a person.';
COMMENT ON COLUMN target.year_source IS 'How period is known, as in observation.';
COMMENT ON COLUMN target.correction_id IS 'Declared correction applied to it; null for none. Several: the last one.';
COMMENT ON COLUMN target.load_id IS 'The load that brought it.';

CREATE TABLE footnote (
    footnote_id    VARCHAR PRIMARY KEY,
    page_id        VARCHAR NOT NULL REFERENCES page (page_id),
    table_title    VARCHAR NOT NULL,
    marker         VARCHAR NOT NULL,
    text           VARCHAR,
    is_paraphrased BOOLEAN NOT NULL,
    flag           VARCHAR CHECK (flag IN ('note_missing', 'not_referred_to', 'empty', 'remark')),
    CHECK ((text IS NULL) = (flag IS NOT NULL AND flag IN ('note_missing', 'empty')))
);
COMMENT ON TABLE footnote IS 'One note below one table, or a marker whose note is missing.';
COMMENT ON COLUMN footnote.footnote_id IS 'Page id, table number and marker: rekening-2018/4-1-6#1:VI.';
COMMENT ON COLUMN footnote.page_id IS 'The page it stands on.';
COMMENT ON COLUMN footnote.table_title IS 'Title of its table; a marker means something else in the next table.';
COMMENT ON COLUMN footnote.marker IS 'Marker without brackets: *, II, 1; empty for a remark.';
COMMENT ON COLUMN footnote.text IS 'The note; null when the marker has none.';
COMMENT ON COLUMN footnote.is_paraphrased IS 'Whether the text is in our own words.';
COMMENT ON COLUMN footnote.flag IS 'note_missing: a marker without a note; not_referred_to: a note without a marker; empty: a note without words; remark: a source or unit line that no marker names; null when all is well.';

CREATE TABLE footnote_attachment (
    footnote_id    VARCHAR NOT NULL REFERENCES footnote (footnote_id),
    attached_to    VARCHAR NOT NULL CHECK (attached_to IN ('indicator', 'observation', 'target', 'header')),
    indicator_id   VARCHAR REFERENCES indicator (indicator_id),
    observation_id BIGINT,
    target_id      BIGINT,
    column_header  VARCHAR,
    CHECK ((attached_to = 'indicator') = (indicator_id IS NOT NULL)),
    CHECK ((attached_to = 'observation') = (observation_id IS NOT NULL)),
    CHECK ((attached_to = 'target') = (target_id IS NOT NULL)),
    CHECK ((attached_to = 'header') = (column_header IS NOT NULL))
);
COMMENT ON TABLE footnote_attachment IS 'What a footnote belongs to: the label of an indicator, one figure, one target, or a column header of its table.';
COMMENT ON COLUMN footnote_attachment.footnote_id IS 'The footnote.';
COMMENT ON COLUMN footnote_attachment.attached_to IS 'indicator (marker in the label), observation or target (marker in the cell), header (marker in the column header).';
COMMENT ON COLUMN footnote_attachment.indicator_id IS 'Set when attached to an indicator: in this table of this document.';
COMMENT ON COLUMN footnote_attachment.observation_id IS 'Set when attached to an observation.';
COMMENT ON COLUMN footnote_attachment.target_id IS 'Set when attached to a target.';
COMMENT ON COLUMN footnote_attachment.column_header IS 'Set when attached to a header: the header verbatim.';

-- What is said and done ----------------------------------------------------------------------------------------------

CREATE TABLE claim (
    claim_id     VARCHAR PRIMARY KEY,
    document_id  VARCHAR NOT NULL REFERENCES document (document_id),
    page_id      VARCHAR NOT NULL REFERENCES page (page_id),
    indicator_id VARCHAR REFERENCES indicator (indicator_id),
    period_from  INTEGER CHECK (period_from BETWEEN 1990 AND 2100),
    period_to    INTEGER CHECK (period_to BETWEEN 1990 AND 2100),
    paraphrase   VARCHAR NOT NULL,
    direction    VARCHAR CHECK (direction IN ('increase', 'decrease', 'stable')),
    difference   DOUBLE,
    printed_unit VARCHAR,
    value        DOUBLE,
    qualifier    VARCHAR CHECK (qualifier IN ('exact', 'approx', 'at_least', 'more_than', 'at_most', 'less_than')),
    base_id      VARCHAR REFERENCES base_population (base_id),
    place        VARCHAR NOT NULL,
    CHECK ((value IS NULL) = (qualifier IS NULL))
);
COMMENT ON TABLE claim IS 'What a sentence of a document says about an indicator, to be held against its table.';
COMMENT ON COLUMN claim.claim_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN claim.document_id IS 'The document that says it.';
COMMENT ON COLUMN claim.page_id IS 'The page that says it.';
COMMENT ON COLUMN claim.indicator_id IS 'The indicator meant; null when it is about none in particular.';
COMMENT ON COLUMN claim.period_from IS 'Year compared with; null when not stated.';
COMMENT ON COLUMN claim.period_to IS 'Year spoken of; null when not stated.';
COMMENT ON COLUMN claim.paraphrase IS 'What is said, in our own words, in Dutch.';
COMMENT ON COLUMN claim.direction IS 'increase, decrease or stable; null when it claims no direction.';
COMMENT ON COLUMN claim.difference IS 'Size of the change as printed, in printed_unit; null when no size is given.';
COMMENT ON COLUMN claim.printed_unit IS 'Unit as printed, right or wrong ("%" for percentage points); null without a size.';
COMMENT ON COLUMN claim.value IS 'A level the sentence names ("ruim 600"), in the unit of the indicator; null when it names none.';
COMMENT ON COLUMN claim.qualifier IS 'How that level is meant: exact, approx, at_least, more_than, at_most, less_than; null without one.';
COMMENT ON COLUMN claim.base_id IS 'Who the sentence says the figure is of; null when it does not say or can be read in two ways.';
COMMENT ON COLUMN claim.place IS 'Where it stands in the received file, for a person.';

CREATE TABLE revision_declared (
    indicator_id VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    period       INTEGER NOT NULL CHECK (period BETWEEN 1990 AND 2100),
    document_id  VARCHAR NOT NULL REFERENCES document (document_id),
    kind         VARCHAR NOT NULL CHECK (kind IN ('revision', 'correction', 'redefinition')),
    reason       VARCHAR NOT NULL CHECK (length(reason) > 0),
    PRIMARY KEY (indicator_id, period, document_id)
);
COMMENT ON TABLE revision_declared IS 'Why a document prints another figure of a year than an earlier one, as a person read it in a document. The build fails once the two no longer differ.';
COMMENT ON COLUMN revision_declared.indicator_id IS 'The indicator whose figure changed.';
COMMENT ON COLUMN revision_declared.period IS 'Calendar year of the figure.';
COMMENT ON COLUMN revision_declared.document_id IS 'The later document, which prints the new figure.';
COMMENT ON COLUMN revision_declared.kind IS 'revision (counted or estimated anew), correction (the earlier figure was wrong), redefinition (another definition or base, so another figure).';
COMMENT ON COLUMN revision_declared.reason IS 'Why, in our own words, in Dutch.';

CREATE TABLE commentary (
    indicator_id VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    year         INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    cause        VARCHAR CHECK (length(cause) > 0),
    action       VARCHAR CHECK (length(action) > 0),
    owner        VARCHAR CHECK (length(owner) > 0),
    author       VARCHAR NOT NULL CHECK (length(author) > 0),
    written_on   DATE NOT NULL,
    PRIMARY KEY (indicator_id, year),
    CHECK (coalesce(cause, action, owner) IS NOT NULL)
);
COMMENT ON TABLE commentary IS 'What the municipality says of a target that was not achieved, one row per indicator and year.';
COMMENT ON COLUMN commentary.indicator_id IS 'The indicator it is about.';
COMMENT ON COLUMN commentary.year IS 'Calendar year of the result it is about.';
COMMENT ON COLUMN commentary.cause IS 'Why the target was not achieved, in Dutch; null when that is not said.';
COMMENT ON COLUMN commentary.action IS 'What is done about it, in Dutch; null when that is not said.';
COMMENT ON COLUMN commentary.owner IS 'Who does it; null when that is not said.';
COMMENT ON COLUMN commentary.author IS 'Who wrote this.';
COMMENT ON COLUMN commentary.written_on IS 'Day on which it was written.';

CREATE TABLE survey_example (
    survey         VARCHAR NOT NULL,
    question       VARCHAR NOT NULL,
    year           INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    group_variable VARCHAR NOT NULL,
    group_name     VARCHAR NOT NULL,
    share          DOUBLE NOT NULL CHECK (share BETWEEN 0 AND 100),
    standard_error DOUBLE NOT NULL CHECK (standard_error >= 0),
    low            DOUBLE NOT NULL,
    high           DOUBLE NOT NULL,
    n              INTEGER NOT NULL CHECK (n > 0),
    design_effect  DOUBLE NOT NULL CHECK (design_effect > 0),
    sort_order     INTEGER NOT NULL,
    PRIMARY KEY (survey, question, year, group_variable, group_name),
    CHECK (low <= share AND share <= high)
);
COMMENT ON TABLE survey_example IS 'Estimates from a made-up survey file, to show what margins from answers look like. Nobody gave these answers: no figure of an indicator comes from them.';
COMMENT ON COLUMN survey_example.survey IS 'What the made-up survey is called.';
COMMENT ON COLUMN survey_example.question IS 'Id of the question in its codebook.';
COMMENT ON COLUMN survey_example.year IS 'Year of the made-up wave.';
COMMENT ON COLUMN survey_example.group_variable IS 'Variable that tells the groups apart; empty for everyone asked.';
COMMENT ON COLUMN survey_example.group_name IS 'Which group; empty for everyone asked.';
COMMENT ON COLUMN survey_example.share IS 'Weighted share in percent.';
COMMENT ON COLUMN survey_example.standard_error IS 'Of the share by the design, in percentage points.';
COMMENT ON COLUMN survey_example.low IS 'Lower end of Wilson''s interval of 95 % at the effective n, in percent.';
COMMENT ON COLUMN survey_example.high IS 'Upper end of the same interval.';
COMMENT ON COLUMN survey_example.n IS 'Answers.';
COMMENT ON COLUMN survey_example.design_effect IS 'Variance by the design over that of a simple random sample of n.';
COMMENT ON COLUMN survey_example.sort_order IS 'Order in which they are shown.';

CREATE TABLE assessment (
    indicator_id VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    year         INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    is_achieved  BOOLEAN NOT NULL,
    reason       VARCHAR NOT NULL CHECK (length(reason) > 0),
    author       VARCHAR NOT NULL CHECK (length(author) > 0),
    written_on   DATE NOT NULL,
    PRIMARY KEY (indicator_id, year)
);
COMMENT ON TABLE assessment IS 'What a person makes of a result or target in words that no arithmetic can judge, one row per indicator and year.';
COMMENT ON COLUMN assessment.indicator_id IS 'The indicator it is about.';
COMMENT ON COLUMN assessment.year IS 'Calendar year of the result it is about.';
COMMENT ON COLUMN assessment.is_achieved IS 'Whether the target was achieved, as this person reads it.';
COMMENT ON COLUMN assessment.reason IS 'Why, in Dutch.';
COMMENT ON COLUMN assessment.author IS 'Who reads it so.';
COMMENT ON COLUMN assessment.written_on IS 'Day on which it was written.';

CREATE TABLE study (
    study_id     VARCHAR PRIMARY KEY,
    title        VARCHAR NOT NULL,
    menu         VARCHAR,
    introduction VARCHAR NOT NULL,
    year_from    INTEGER NOT NULL CHECK (year_from BETWEEN 1990 AND 2100),
    year_to      INTEGER NOT NULL CHECK (year_to BETWEEN 1990 AND 2100),
    sort_order   INTEGER NOT NULL UNIQUE,
    CHECK (year_from <= year_to)
);
COMMENT ON TABLE study IS 'A set of indicators that one survey asked, read together on a page of its own.';
COMMENT ON COLUMN study.study_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN study.title IS 'Title shown, in Dutch.';
COMMENT ON COLUMN study.menu IS 'What the menu calls it, in a word or two, in Dutch. Null: its title.';
COMMENT ON COLUMN study.introduction IS 'What a reader must know before the figures, in our own words, in Dutch.';
COMMENT ON COLUMN study.year_from IS 'First calendar year of the study.';
COMMENT ON COLUMN study.year_to IS 'Last calendar year of the study.';
COMMENT ON COLUMN study.sort_order IS 'Order in which studies are shown, from 1.';

CREATE TABLE study_item (
    study_id     VARCHAR NOT NULL REFERENCES study (study_id),
    position     INTEGER NOT NULL CHECK (position >= 1),
    indicator_id VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    role         VARCHAR NOT NULL CHECK (role IN ('question', 'later', 'context')),
    short_name   VARCHAR NOT NULL,
    PRIMARY KEY (study_id, position)
);
COMMENT ON TABLE study_item IS 'One indicator of a study.';
COMMENT ON COLUMN study_item.study_id IS 'The study it is in.';
COMMENT ON COLUMN study_item.position IS 'Order of the questions, from 1.';
COMMENT ON COLUMN study_item.indicator_id IS 'The indicator.';
COMMENT ON COLUMN study_item.role IS 'question (side by side with the others), later (another series after it, shown apart) or context.';
COMMENT ON COLUMN study_item.short_name IS 'What its column or line is called, in Dutch.';

CREATE TABLE action_line (
    action_line_id VARCHAR PRIMARY KEY,
    document_id    VARCHAR NOT NULL REFERENCES document (document_id),
    title          VARCHAR NOT NULL,
    goal           VARCHAR,
    elaboration    VARCHAR,
    decision       VARCHAR,
    decided_on     VARCHAR,
    sort_order     INTEGER NOT NULL UNIQUE,
    place          VARCHAR NOT NULL
);
COMMENT ON TABLE action_line IS 'One action line (actielijn) of the social-base programme (sociale basis).';
COMMENT ON COLUMN action_line.action_line_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN action_line.document_id IS 'The document that reports on it.';
COMMENT ON COLUMN action_line.title IS 'Title, in Dutch.';
COMMENT ON COLUMN action_line.goal IS 'Goal, in our own words, in Dutch; null when not stated.';
COMMENT ON COLUMN action_line.elaboration IS 'Document in which it is worked out; null when not stated.';
COMMENT ON COLUMN action_line.decision IS 'Who decided on it; null when not stated.';
COMMENT ON COLUMN action_line.decided_on IS 'When it was decided, as printed; null when not stated.';
COMMENT ON COLUMN action_line.sort_order IS 'Order of the document, from 1.';
COMMENT ON COLUMN action_line.place IS 'Where it stands in the received file, for a person.';

CREATE TABLE action (
    action_id      VARCHAR PRIMARY KEY,
    action_line_id VARCHAR NOT NULL REFERENCES action_line (action_line_id),
    position       INTEGER NOT NULL CHECK (position >= 1),
    summary        VARCHAR NOT NULL,
    status         VARCHAR NOT NULL CHECK (status IN ('planned', 'running', 'done', 'done_and_running')),
    figure         VARCHAR,
    period         VARCHAR,
    as_of_document VARCHAR NOT NULL REFERENCES document (document_id),
    place          VARCHAR NOT NULL,
    UNIQUE (action_line_id, position)
);
COMMENT ON TABLE action IS 'One action of an action line with its status as of a document.';
COMMENT ON COLUMN action.action_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN action.action_line_id IS 'The action line it belongs to.';
COMMENT ON COLUMN action.position IS 'Order within its line, from 1.';
COMMENT ON COLUMN action.summary IS 'What is done, in our own words, in Dutch.';
COMMENT ON COLUMN action.status IS 'planned, running, done, or done_and_running (finished and continued).';
COMMENT ON COLUMN action.figure IS 'A figure the text gives for it, as printed; null for none.';
COMMENT ON COLUMN action.period IS 'When, as printed; null when not stated.';
COMMENT ON COLUMN action.as_of_document IS 'The document whose state of affairs this is.';
COMMENT ON COLUMN action.place IS 'Where it stands in the received file, for a person.';

CREATE TABLE initiative (
    initiative_id  VARCHAR PRIMARY KEY,
    document_id    VARCHAR NOT NULL REFERENCES document (document_id),
    subject        VARCHAR NOT NULL,
    quantity       VARCHAR NOT NULL,
    value          DOUBLE  NOT NULL,
    qualifier      VARCHAR NOT NULL CHECK (qualifier IN ('exact', 'approx', 'at_least', 'more_than', 'at_most')),
    unit           VARCHAR NOT NULL,
    period         INTEGER CHECK (period BETWEEN 1990 AND 2100),
    denominator    DOUBLE CHECK (denominator > 0),
    denominator_of VARCHAR,
    raw            VARCHAR NOT NULL CHECK (length(raw) > 0),
    note           VARCHAR,
    place          VARCHAR NOT NULL,
    CHECK ((denominator IS NULL) = (denominator_of IS NULL))
);
COMMENT ON TABLE initiative IS 'A counted thing of a programme with its own denominator where there is one; two of them make no series, no funnel and no share.';
COMMENT ON COLUMN initiative.initiative_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN initiative.document_id IS 'The document that gives it.';
COMMENT ON COLUMN initiative.subject IS 'What it is about, in Dutch.';
COMMENT ON COLUMN initiative.quantity IS 'What is counted, in Dutch.';
COMMENT ON COLUMN initiative.value IS 'The number, in unit.';
COMMENT ON COLUMN initiative.qualifier IS 'How the number is meant: exact, approx, at_least, more_than, at_most.';
COMMENT ON COLUMN initiative.unit IS 'Unit of value and denominator.';
COMMENT ON COLUMN initiative.period IS 'Calendar year; null when not stated.';
COMMENT ON COLUMN initiative.denominator IS 'The whole it is set against; null when the source sets it against none.';
COMMENT ON COLUMN initiative.denominator_of IS 'What the denominator counts: boards and buildings are two things; null without one.';
COMMENT ON COLUMN initiative.raw IS 'The figure verbatim.';
COMMENT ON COLUMN initiative.note IS 'What a reader must know; null for nothing.';
COMMENT ON COLUMN initiative.place IS 'Where it stands in the received file, for a person.';

-- How it went --------------------------------------------------------------------------------------------------------

CREATE TABLE problem (
    problem_id    INTEGER PRIMARY KEY,
    page_id       VARCHAR REFERENCES page (page_id),
    load_id       VARCHAR REFERENCES load (load_id),
    severity      VARCHAR NOT NULL CHECK (severity IN ('refused', 'notice')),
    kind          VARCHAR NOT NULL CHECK (length(kind) > 0),
    table_title   VARCHAR,
    row_label     VARCHAR,
    column_header VARCHAR,
    found         VARCHAR NOT NULL,
    expected      VARCHAR NOT NULL,
    message       VARCHAR NOT NULL CHECK (length(message) > 0),
    place         VARCHAR NOT NULL
);
COMMENT ON TABLE problem IS 'What was refused, and what was delivered but should be looked at by a person.';
COMMENT ON COLUMN problem.problem_id IS 'Number of the row in this version of the warehouse, from 1; not permanent.';
COMMENT ON COLUMN problem.page_id IS 'The page it was found on; null when it is about no page.';
COMMENT ON COLUMN problem.load_id IS 'The load it was found in; null when it is about no page.';
COMMENT ON COLUMN problem.severity IS 'refused: the thing named was not loaded. notice: loaded, but look at it.';
COMMENT ON COLUMN problem.kind IS 'Stable kebab-case name of the fault.';
COMMENT ON COLUMN problem.table_title IS 'Title of the table; null when it is about no table.';
COMMENT ON COLUMN problem.row_label IS 'Label of the row; null when it is about no row.';
COMMENT ON COLUMN problem.column_header IS 'Header of the column; null when it is about no column.';
COMMENT ON COLUMN problem.found IS 'What was found; empty when the message says it all.';
COMMENT ON COLUMN problem.expected IS 'What was expected; empty when the message says it all.';
COMMENT ON COLUMN problem.message IS 'The sentence for a person, in English.';
COMMENT ON COLUMN problem.place IS 'Where in the received file or in data/; empty when the message says it all.';

CREATE TABLE correction (
    correction_id VARCHAR PRIMARY KEY,
    page_id       VARCHAR NOT NULL REFERENCES page (page_id),
    table_title   VARCHAR NOT NULL,
    row_label     VARCHAR,
    column_header VARCHAR NOT NULL,
    attribute     VARCHAR NOT NULL,
    expected      VARCHAR NOT NULL,
    corrected     VARCHAR NOT NULL,
    reason        VARCHAR NOT NULL,
    figures       INTEGER NOT NULL CHECK (figures >= 1)
);
COMMENT ON TABLE correction IS 'A declared repair of an error in a source. The build fails once the source no longer has the error.';
COMMENT ON COLUMN correction.correction_id IS 'Permanent kebab-case id.';
COMMENT ON COLUMN correction.page_id IS 'The page corrected.';
COMMENT ON COLUMN correction.table_title IS 'The table corrected.';
COMMENT ON COLUMN correction.row_label IS 'The row corrected; null for the whole column.';
COMMENT ON COLUMN correction.column_header IS 'The column corrected: its header.';
COMMENT ON COLUMN correction.attribute IS 'What was corrected: role, year, value, low, high, qualifier, kind, unit, decimals or reason.';
COMMENT ON COLUMN correction.expected IS 'What the source gives.';
COMMENT ON COLUMN correction.corrected IS 'What it is taken for.';
COMMENT ON COLUMN correction.reason IS 'Why, in Dutch, with where that is known from.';
COMMENT ON COLUMN correction.figures IS 'Number of figures it was applied to.';

CREATE TABLE build (
    schema_version INTEGER NOT NULL,
    content_hash   VARCHAR NOT NULL CHECK (length(content_hash) = 64),
    last_shown     BIGINT  NOT NULL
);
COMMENT ON TABLE build IS 'One row: what this version of the warehouse is.';
COMMENT ON COLUMN build.schema_version IS 'Version of this schema; a program refuses a version it was not written for.';
COMMENT ON COLUMN build.content_hash IS 'SHA-256 over this schema and the contents of all other tables, whatever the order of their rows: equal input gives equal hashes.';
COMMENT ON COLUMN build.last_shown IS 'Highest observation_id of a figure that pages show; where figures of other areas are numbered after it, no page reads past it.';

-- What the pages read ------------------------------------------------------------------------------------------------
-- A column without a comment here shows a column of observation or target; the store copies that column's comment.

CREATE VIEW result AS
SELECT o.*, i.policy_field_id, i.name AS indicator_name, d.comparability_group, d.version AS definition_version,
       b.name AS base_name, t.name AS territory_name, doc.title AS document_title, doc.kind AS document_kind,
       doc.fiscal_year, doc.edition_rank, p.address AS page_address, p.title AS page_title
FROM observation o
JOIN indicator i ON i.indicator_id = o.indicator_id
JOIN definition d ON d.definition_id = o.definition_id
JOIN base_population b ON b.base_id = o.base_id
JOIN territory t ON t.territory_id = o.territory_id
JOIN document doc ON doc.document_id = o.document_id
JOIN page p ON p.page_id = o.page_id;
COMMENT ON VIEW result IS 'One row per observation with the names of everything it points to.';
COMMENT ON COLUMN result.policy_field_id IS 'The policy field of the indicator.';
COMMENT ON COLUMN result.indicator_name IS 'Name of the indicator, in Dutch.';
COMMENT ON COLUMN result.comparability_group IS 'Group of the definition: figures of one indicator stand on one line only inside one group.';
COMMENT ON COLUMN result.definition_version IS 'Version of the definition; 0 is one that is not known.';
COMMENT ON COLUMN result.base_name IS 'Name of the base population, in Dutch.';
COMMENT ON COLUMN result.territory_name IS 'Name of the territory, in Dutch.';
COMMENT ON COLUMN result.document_title IS 'Title of the document.';
COMMENT ON COLUMN result.document_kind IS 'Kind of the document.';
COMMENT ON COLUMN result.fiscal_year IS 'Fiscal year of the document; null for a document that is of none.';
COMMENT ON COLUMN result.edition_rank IS 'Place of the document in the order of publication, from 1.';
COMMENT ON COLUMN result.page_address IS 'Public web address of the page; null when none is known.';
COMMENT ON COLUMN result.page_title IS 'Title of the page.';

CREATE VIEW planned AS
SELECT g.*, i.policy_field_id, i.name AS indicator_name, d.comparability_group, d.version AS definition_version,
       b.name AS base_name, t.name AS territory_name, doc.title AS document_title, doc.kind AS document_kind,
       doc.fiscal_year, doc.edition_rank, p.address AS page_address, p.title AS page_title
FROM target g
JOIN indicator i ON i.indicator_id = g.indicator_id
JOIN definition d ON d.definition_id = g.definition_id
JOIN base_population b ON b.base_id = g.base_id
JOIN territory t ON t.territory_id = g.territory_id
JOIN document doc ON doc.document_id = g.document_id
JOIN page p ON p.page_id = g.page_id;
COMMENT ON VIEW planned IS 'One row per target with the names of everything it points to.';
COMMENT ON COLUMN planned.policy_field_id IS 'The policy field of the indicator.';
COMMENT ON COLUMN planned.indicator_name IS 'Name of the indicator, in Dutch.';
COMMENT ON COLUMN planned.comparability_group IS 'Group of the definition: figures of one indicator stand on one line only inside one group.';
COMMENT ON COLUMN planned.definition_version IS 'Version of the definition; 0 is one that is not known.';
COMMENT ON COLUMN planned.base_name IS 'Name of the base population, in Dutch.';
COMMENT ON COLUMN planned.territory_name IS 'Name of the territory, in Dutch.';
COMMENT ON COLUMN planned.document_title IS 'Title of the document.';
COMMENT ON COLUMN planned.document_kind IS 'Kind of the document.';
COMMENT ON COLUMN planned.fiscal_year IS 'Fiscal year of the document; null for a document that is of none.';
COMMENT ON COLUMN planned.edition_rank IS 'Place of the document in the order of publication, from 1.';
COMMENT ON COLUMN planned.page_address IS 'Public web address of the page; null when none is known.';
COMMENT ON COLUMN planned.page_title IS 'Title of the page.';
