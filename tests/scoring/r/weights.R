# What R's survey package says about weights.csv: weights_figures.csv, weights_shares.csv, and
# weights_sessionInfo.txt.
# Run in any directory: Rscript tests/scoring/r/weights.R

suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")

argument <- grep("^--file=", commandArgs(FALSE), value = TRUE)
here <- dirname(normalizePath(sub("^--file=", "", argument)))
people <- read.csv(
  file.path(here, "weights.csv"),
  colClasses = c(domain = "character", stratum = "character")
)

criteria <- sprintf("c%02d", 1:10)
groups <- list(
  overall = criteria,
  policy = criteria[1:5], service = criteria[6:10],
  openness = criteria[1:3], impact = criteria[4:5],
  procedure = criteria[6:8], result = criteria[9:10],
  c01 = "c01", c09 = "c09"
)
levels <- c(
  overall = "overall", policy = "part", service = "part", openness = "factor",
  impact = "factor", procedure = "factor", result = "factor", c01 = "criterion",
  c09 = "criterion"
)
worth <- list(
  top2 = function(level) (level >= 4) * 1,
  mean5 = function(level) level / 5,
  mean4 = function(level) (level - 1) / 4
)

# One row a person: x_ID what the answers of the group are worth, y_ID how many there are.
sums_of <- function(rows, rule) {
  given <- as.matrix(rows[criteria])
  worths <- worth[[rule]](given)
  out <- rows[c("stratum", "finished")]
  sheets <- table(rows$stratum)[rows$stratum]
  out$weight <- as.numeric(rows$finished / sheets)
  # More sheets than dossiers: no finite population correction.
  fraction <- as.numeric(sheets / rows$finished)
  out$fraction <- ifelse(fraction > 1, 0, fraction)
  strata <- unique(rows[c("stratum", "finished")])
  out$equal <- sum(strata$finished) / nrow(rows)
  for (id in names(groups)) {
    out[[paste0("x_", id)]] <- rowSums(worths[, groups[[id]], drop = FALSE], na.rm = TRUE)
    out[[paste0("y_", id)]] <- rowSums(!is.na(given[, groups[[id]], drop = FALSE]))
  }
  out
}

# stratified: weights and strata are given. post: drawn with equal weights, post-stratified to the
# dossiers within strata. simple: the same of a sample that was not stratified, so that how many
# sheets a stratum has is itself left to chance: the same share, another variance.
designs <- list(
  stratified = function(sums) svydesign(
    ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~fraction, data = sums
  ),
  post = function(sums) postStratify(
    svydesign(ids = ~1, strata = ~stratum, weights = ~equal, fpc = ~fraction, data = sums),
    ~stratum, population(sums)
  ),
  simple = function(sums) postStratify(
    svydesign(ids = ~1, weights = ~equal, data = sums), ~stratum, population(sums)
  )
)
population <- function(sums) {
  strata <- unique(sums[c("stratum", "finished")])
  data.frame(stratum = strata$stratum, Freq = strata$finished)
}

wilson <- function(share, variance, people) {
  # A variance of 0 may come out as rounding noise.
  n <- if (variance > 1e-20) share * (1 - share) / variance else people
  suppressWarnings(prop.test(share * n, n, correct = FALSE)$conf.int)
}

figures <- list()
shares <- list()
for (domain in unique(people$domain)) {
  rows <- people[people$domain == domain, ]
  for (rule in names(worth)) {
    sums <- sums_of(rows, rule)
    for (name in names(designs)) {
      design <- designs[[name]](sums)
      w <- weights(design)
      for (id in names(groups)) {
        y <- sums[[paste0("y_", id)]]
        if (sum(y) == 0) next
        ratio <- svyratio(reformulate(paste0("x_", id)), reformulate(paste0("y_", id)), design)
        share <- as.numeric(coef(ratio))
        variance <- as.numeric(SE(ratio)^2)
        ends <- wilson(share, variance, sum(y > 0))
        figures[[length(figures) + 1]] <- data.frame(
          domain = domain, design = name, rule = rule, level = levels[[id]], id = id,
          people = sum(y > 0), share = share, variance = variance, low = ends[1],
          high = ends[2], kish = sum(w)^2 / sum(w^2)
        )
        # A criterion is a plain share of people, for which svyciprop has intervals of its own.
        if (rule == "top2" && name == "post" && levels[[id]] == "criterion" && share < 1) {
          asked <- subset(design, y > 0)
          for (method in c("logit", "likelihood")) {
            found <- svyciprop(
              reformulate(paste0("x_", id)), asked, method = method, df = Inf
            )
            ends <- attr(found, "ci")
            shares[[length(shares) + 1]] <- data.frame(
              domain = domain, id = id, method = method, people = sum(y > 0),
              share = as.numeric(found), variance = as.numeric(attr(found, "var")),
              low = as.numeric(ends[1]), high = as.numeric(ends[2])
            )
          }
        }
      }
    }
  }
}

write <- function(rows, name) {
  found <- do.call(rbind, rows)
  for (column in names(found)[vapply(found, is.double, TRUE)]) {
    found[[column]] <- sprintf("%.17g", found[[column]])
  }
  write.csv(found, file.path(here, name), row.names = FALSE, quote = FALSE)
}
write(figures, "weights_figures.csv")
write(shares, "weights_shares.csv")
writeLines(capture.output(print(sessionInfo())), file.path(here, "weights_sessionInfo.txt"))
