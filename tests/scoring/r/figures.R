# What R's survey package says about people.csv: figures.csv, and sessionInfo.txt.
# Run in any directory: Rscript tests/scoring/r/figures.R

suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")

argument <- grep("^--file=", commandArgs(FALSE), value = TRUE)
here <- dirname(normalizePath(sub("^--file=", "", argument)))
people <- read.csv(
  file.path(here, "people.csv"),
  colClasses = c(domain = "character", stratum = "character", rows = "character")
)

criteria <- sprintf("c%02d", 1:10)
decider <- c("c07", "c09")
factors <- list(
  openness = c("c01", "c02", "c03"), impact = c("c04", "c05"),
  procedure = c("c06", "c07", "c08"), result = c("c09", "c10")
)
parts <- list(
  policy = c(factors$openness, factors$impact),
  service = c(factors$procedure, factors$result)
)
groups <- c(list(overall = criteria), parts, factors, setNames(as.list(criteria), criteria))
level_of <- function(id) {
  if (id == "overall") "overall" else if (id %in% names(parts)) "part"
  else if (id %in% names(factors)) "factor" else "criterion"
}
worth <- list(
  top2 = function(level) (level >= 4) * 1,
  mean5 = function(level) level / 5,
  mean4 = function(level) (level - 1) / 4
)

# One row a person: x_ID what the answers of the group are worth, y_ID how many there are.
sums_of <- function(rows, rule) {
  levels <- as.matrix(rows[criteria])
  levels[rows$rows == "desk", decider] <- NA
  levels[rows$rows == "decider", setdiff(criteria, decider)] <- NA
  worths <- worth[[rule]](levels)
  out <- rows[c("stratum", "population")]
  out$one <- 1
  for (id in names(groups)) {
    out[[paste0("x_", id)]] <- rowSums(worths[, groups[[id]], drop = FALSE], na.rm = TRUE)
    out[[paste0("y_", id)]] <- rowSums(!is.na(levels[, groups[[id]], drop = FALSE]))
  }
  out
}

design_of <- function(sums, strata) switch(strata,
  none = svydesign(ids = ~1, weights = ~one, data = sums),
  strata = svydesign(ids = ~1, strata = ~stratum, weights = ~one, data = sums),
  fpc = svydesign(ids = ~1, strata = ~stratum, weights = ~one, fpc = ~population, data = sums)
)

wilson <- function(share, variance, people) {
  # A variance of 0 may come out as rounding noise.
  n <- if (variance > 1e-20) share * (1 - share) / variance else people
  suppressWarnings(prop.test(share * n, n, correct = FALSE)$conf.int)
}

figure <- function(domain, strata, rule, combination, id, share, variance, people) {
  ends <- wilson(share, variance, people)
  data.frame(
    domain = domain, strata = strata, rule = rule, combination = combination,
    level = level_of(id), id = id, people = people,
    share = share, variance = variance, low = ends[1], high = ends[2]
  )
}

answered <- function(sums, id) sum(sums[[paste0("y_", id)]]) > 0
responses <- function(sums, id) sum(sums[[paste0("y_", id)]] > 0)

pooled <- function(sums, design, id) {
  ratio <- svyratio(
    reformulate(paste0("x_", id)), reformulate(paste0("y_", id)), design
  )
  c(coef(ratio), SE(ratio)^2)
}

# A mean of ratios, linearised by svycontrast over the totals.
mean_of <- function(sums, design, members, weights) {
  here <- vapply(members, function(id) answered(sums, id), TRUE)
  members <- members[here]
  weights <- weights[here] / sum(weights[here])
  totals <- svytotal(
    reformulate(c(paste0("x_", members), paste0("y_", members))), design
  )
  terms <- sprintf("%.17g * x_%s / y_%s", weights, members, members)
  result <- svycontrast(totals, list(m = parse(text = paste(terms, collapse = " + "))[[1]]))
  c(coef(result), SE(result)^2)
}

inside <- function(id, of) Filter(function(one) all(of[[one]] %in% groups[[id]]), names(of))
single <- setNames(as.list(criteria), criteria)
above <- c("overall", names(parts), names(factors))
combinations <- list(
  mean_of_criteria = function(id) inside(id, single),
  mean_of_factors = function(id) if (level_of(id) == "factor") NULL else inside(id, factors),
  mean_of_parts = function(id) if (id == "overall") names(parts),
  weighted = function(id) if (id == "overall") names(parts)
)

out <- list()
for (domain in unique(people$domain)) {
  rows <- people[people$domain == domain, ]
  for (strata in if (domain == "strata") c("none", "strata", "fpc") else "none") {
    for (rule in names(worth)) {
      sums <- sums_of(rows, rule)
      design <- design_of(sums, strata)
      for (id in above) if (answered(sums, id)) {
        found <- pooled(sums, design, id)
        out[[length(out) + 1]] <- figure(
          domain, strata, rule, "pooled", id, found[1], found[2], responses(sums, id)
        )
        if (strata == "none") for (combination in names(combinations)) {
          members <- combinations[[combination]](id)
          if (is.null(members)) next
          weights <- if (combination == "weighted") c(0.41, 0.59) else rep(1, length(members))
          found <- mean_of(sums, design, members, weights)
          out[[length(out) + 1]] <- figure(
            domain, strata, rule, combination, id, found[1], found[2], responses(sums, id)
          )
        }
      }
      # A criterion of top2 is a plain share of its own answers.
      if (strata == "none" && rule == "top2") for (id in criteria) if (answered(sums, id)) {
        n <- sum(sums[[paste0("y_", id)]])
        share <- sum(sums[[paste0("x_", id)]]) / n
        out[[length(out) + 1]] <- figure(
          domain, strata, rule, "criterion", id, share, share * (1 - share) / n, n
        )
      }
    }
  }
}

figures <- do.call(rbind, out)
for (column in c("share", "variance", "low", "high")) {
  figures[[column]] <- sprintf("%.17g", figures[[column]])
}
write.csv(figures, file.path(here, "figures.csv"), row.names = FALSE, quote = FALSE)
writeLines(capture.output(print(sessionInfo())), file.path(here, "sessionInfo.txt"))
